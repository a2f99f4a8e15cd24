import { defineNode, pin } from '../../engine/index.js';

const options = { enforceGenericValueType: true };

export const push = defineNode({
  name: 'array_push',
  title: 'Push',
  doc: 'A copy of an array with one item more at its end.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Adds it.'),
    array_in: pin.array(pin.generic('Array', 'The array.', { options })),
    value: pin.generic('Value', 'The new item.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array with its new item.', { options })),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array_in', 'array_out', 'value']],
  },
  bind: ({ inputs: { array_in, value }, outputs: { exec_out, array_out } }) => {
    return (at) => {
      exec_out.off(at);
      array_out.write(at, [...array_in.read(at), value.read(at)]);
      exec_out.on(at);
    };
  },
});
