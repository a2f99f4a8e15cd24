import { defineNode, NodeError, pin } from '../../engine/index.js';

export const pop = defineNode({
  name: 'array_pop',
  title: 'Pop',
  doc: 'Takes the last item of an array. Fails when there is none.',
  category: 'Utils/Array',
  inputs: {
    exec_in: pin.exec('In', 'Takes it.'),
    array_in: pin.array(pin.generic('Array', 'The array.')),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array without its last item.')),
    value: pin.generic('Value', 'The last item.'),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array_in', 'array_out', 'value']],
  },
  bind: ({ inputs: { array_in }, outputs: { exec_out, array_out, value } }) => {
    return (at) => {
      exec_out.off(at);
      const items = array_in.read(at);
      array_out.write(at, items.slice(0, -1));
      const last = items.at(-1);
      if (last === undefined) throw new NodeError('Array is empty');
      value.write(at, last);
      exec_out.on(at);
    };
  },
});
