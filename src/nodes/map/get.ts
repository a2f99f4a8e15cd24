import { defineNode, pin } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const get = defineNode({
  name: 'map_get',
  title: 'Get Value',
  doc: 'The value of a key of a map.',
  category: 'Utils/Map',
  inputs: {
    map_in: pin.unchecked(pin.map(pin.generic('Map', 'The map.'))),
    key: pin.string('Key', 'The key.'),
  },
  outputs: {
    value: pin.generic('Value', 'Its value; null when there is none.'),
    found: pin.boolean('Found', 'Whether the map has the key.'),
  },
  typeRules: {
    match: [
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['map_in', 'value']],
  },
  bind: ({ inputs: { map_in, key }, outputs: { value, found } }) => {
    return (at) => {
      const map = membersOf(map_in.read(at));
      const name = key.read(at);
      const isThere = Object.hasOwn(map, name);
      value.write(at, isThere ? map[name]! : null);
      found.write(at, isThere);
    };
  },
});
