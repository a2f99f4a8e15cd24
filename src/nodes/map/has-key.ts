import { defineNode, pin } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const hasKey = defineNode({
  name: 'map_has_key',
  title: 'Has Key',
  doc: 'Whether a map has a key.',
  category: 'Utils/Map',
  inputs: {
    map_in: pin.unchecked(pin.map(pin.generic('Map', 'The map.'))),
    key: pin.string('Key', 'The key.'),
  },
  outputs: { has_key: pin.boolean('Has Key', 'Whether it is there.') },
  typeRules: { match: [{ pin: 'map_in', valueType: 'HashMap' }] },
  bind: ({ inputs: { map_in, key }, outputs: { has_key } }) => {
    return (at) => has_key.write(at, Object.hasOwn(membersOf(map_in.read(at)), key.read(at)));
  },
});
