import { defineNode, pin } from '../../engine/index.js';

const options = { enforceGenericValueType: true };

export const shuffle = defineNode({
  name: 'array_shuffle',
  title: 'Shuffle',
  doc: 'The items of an array in random order. Each node that takes it gets another order.',
  category: 'Utils/Array',
  inputs: { array_in: pin.array(pin.generic('Array', 'The array.', { options })) },
  outputs: { array_out: pin.array(pin.generic('Array', 'The same items, shuffled.', { options })) },
  typeRules: {
    match: [
      { pin: 'array_out', valueType: 'Array' },
      { pin: 'array_in', valueType: 'Array' },
    ],
    sameDataType: [['array_in', 'array_out']],
  },
  bind: ({ inputs: { array_in }, outputs: { array_out } }) => {
    return (at) => {
      const items = array_in.read(at).slice();
      // Fisher and Yates: every order is as likely as any other.
      for (let left = items.length; left > 1; left--) {
        const chosen = Math.floor(at.host.random() * left);
        const last = items[left - 1]!;
        items[left - 1] = items[chosen]!;
        items[chosen] = last;
      }
      array_out.write(at, items);
    };
  },
});
