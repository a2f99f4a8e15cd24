import { defineNode, pin } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const keys = defineNode({
  name: 'map_keys',
  title: 'Keys',
  doc: 'The keys of a map, in its order.',
  category: 'Utils/Map',
  inputs: { map_in: pin.unchecked(pin.map(pin.generic('Map', 'The map.'))) },
  outputs: { keys: pin.array(pin.generic('Keys', 'The keys.')) },
  typeRules: {
    match: [
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'keys', valueType: 'Array' },
    ],
  },
  bind: ({ inputs: { map_in }, outputs: { keys: result } }) => {
    return (at) => result.write(at, Object.keys(membersOf(map_in.read(at))));
  },
});
