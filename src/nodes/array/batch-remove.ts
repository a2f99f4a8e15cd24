import { defineNode, pin } from '../../engine/index.js';
import { assertWithin } from './assert-within.js';

const options = { enforceGenericValueType: true };

export const batchRemove = defineNode({
  name: 'array_batch_remove',
  title: 'Batch Remove',
  doc: 'A copy of an array without the items at several positions. Fails when there is none at one of them.',
  category: 'Utils/Array/Batch',
  inputs: {
    exec_in: pin.exec('In', 'Removes them.'),
    array_in: pin.array(pin.generic('Array', 'The array.', { options })),
    indices: pin.array(pin.position('Indices', 'The positions, from 0, in any order.')),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    array_out: pin.array(pin.generic('Array', 'The array without the items.', { options })),
    removed: pin.array(pin.generic('Removed', 'The items, in the order they stood in.')),
  },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
      { pin: 'removed', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out', 'removed']],
  },
  bind: ({ inputs: { array_in, indices }, outputs: { exec_out, array_out, removed } }) => {
    return (at) => {
      exec_out.off(at);
      const items = array_in.read(at);
      const given = indices.read(at);
      assertWithin(items, given);
      const positions = new Set(given);
      array_out.write(
        at,
        items.filter((_, index) => !positions.has(index)),
      );
      removed.write(
        at,
        items.filter((_, index) => positions.has(index)),
      );
      exec_out.on(at);
    };
  },
});
