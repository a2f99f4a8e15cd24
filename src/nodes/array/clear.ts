import { defineNode, pin } from '../../engine/index.js';

export const clear = defineNode({
  name: 'array_clear',
  title: 'Clear Array',
  doc: 'An empty array in place of another, at which it does not even look.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    array_in: pin.array(
      pin.generic('Array', 'The array; only its type matters.', { optional: true }),
    ),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The empty array.')),
  },
  typeRules: {
    match: [
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'array_out', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out']],
  },
  bind: ({ outputs: { exec_out, array_out } }) => {
    return (at) => {
      array_out.write(at, []);
      exec_out.on(at);
    };
  },
});
