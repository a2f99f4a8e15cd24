import { defineNode, pin } from '../../engine/index.js';

export const construct = defineNode({
  name: 'construct_array',
  title: 'Construct Array',
  doc: 'An array of the values of all its Element pins, from the first to the last.',
  category: 'Utils/Array',
  inputs: { element: pin.list(pin.generic('Element', 'One of the items.'), 2) },
  outputs: { array_out: pin.array(pin.generic('Array', 'The array.')) },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'element', valueType: 'Normal', every: true },
    ],
    sameDataType: [['array_out', 'element']],
  },
  bind: ({ inputs: { element: elements }, outputs: { array_out } }) => {
    return (at) =>
      array_out.write(
        at,
        elements.map((element) => element.read(at)),
      );
  },
});
