import { defineNode, pin } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const values = defineNode({
  name: 'map_values',
  title: 'Values',
  doc: 'The values of a map, in its order.',
  category: 'Utils/Map',
  inputs: { map_in: pin.unchecked(pin.map(pin.generic('Map', 'The map.'))) },
  outputs: { values: pin.array(pin.generic('Values', 'The values.')) },
  typeRules: {
    match: [
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'values', valueType: 'Array' },
    ],
    sameDataType: [['map_in', 'values']],
  },
  bind: ({ inputs: { map_in }, outputs: { values: result } }) => {
    return (at) => result.write(at, Object.values(membersOf(map_in.read(at))));
  },
});
