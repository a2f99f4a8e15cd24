import { defineNode, pin } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const size = defineNode({
  name: 'map_size',
  title: 'Size',
  doc: 'How many keys a map has; 0 for what is none.',
  category: 'Utils/Map',
  inputs: { map_in: pin.unchecked(pin.map(pin.generic('Map', 'The map.'))) },
  outputs: { size: pin.integer('Size', 'How many keys.') },
  typeRules: { match: [{ pin: 'map_in', valueType: 'HashMap' }] },
  bind: ({ inputs: { map_in }, outputs: { size: result } }) => {
    return (at) => {
      const { length } = Object.keys(membersOf(map_in.read(at)));
      at.spend(length);
      result.write(at, length);
    };
  },
});
