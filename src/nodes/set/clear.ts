import { defineNode, pin } from '../../engine/index.js';

export const clear = defineNode({
  name: 'set_clear',
  title: 'Clear set',
  doc: 'An empty set in place of another, at which it does not even look.',
  category: 'Utils/Set',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    set_in: pin.set(pin.generic('Set', 'The set; only its type matters.', { optional: true })),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    set_out: pin.set(pin.generic('Emptied', 'The empty set.')),
  },
  typeRules: {
    match: [
      { pin: 'set_in', valueType: 'HashSet' },
      { pin: 'set_out', valueType: 'HashSet' },
    ],
    sameDataType: [['set_in', 'set_out']],
  },
  bind: ({ outputs: { exec_out, set_out } }) => {
    return (at) => {
      exec_out.off(at);
      set_out.write(at, []);
      exec_out.on(at);
    };
  },
});
