import { defineNode, NodeError, pin } from '../../engine/index.js';
import { assertWithin } from './assert-within.js';

const options = { enforceGenericValueType: true };

export const batchSet = defineNode({
  name: 'array_batch_set',
  title: 'Batch Set',
  doc: 'A copy of an array with other items at several positions, each position with a value of its own. Fails when the array does not reach that far.',
  category: 'Utils/Array/Batch',
  inputs: {
    exec_in: pin.exec('In', 'Sets them.'),
    array_in: pin.array(pin.generic('Array', 'The array.', { options })),
    indices: pin.array(
      pin.position('Indices', 'The positions, from 0; of equal ones the last counts.'),
    ),
    values: pin.array(pin.generic('Values', 'The new items, as many as there are positions.')),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array with the new items.', { options })),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'values', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out', 'values']],
  },
  bind: ({ inputs: { array_in, indices, values }, outputs: { exec_out, array_out } }) => {
    return (at) => {
      exec_out.off(at);
      const items = array_in.read(at).slice();
      const positions = indices.read(at);
      const given = values.read(at);
      if (positions.length !== given.length)
        throw new NodeError(`There are ${positions.length} indices but ${given.length} values`);
      assertWithin(items, positions);
      for (let index = 0; index < given.length; index++) items[positions[index]!] = given[index]!;
      array_out.write(at, items);
      exec_out.on(at);
    };
  },
});
