import { defineNode, pin } from '../../engine/index.js';

export const make = defineNode({
  name: 'make_map',
  title: 'Make Map',
  doc: 'An empty map.',
  category: 'Utils/Map',
  inputs: {},
  outputs: { map_out: pin.map(pin.generic('Map', 'The empty map.')) },
  typeRules: { match: [{ pin: 'map_out', valueType: 'HashMap' }] },
  bind: ({ outputs: { map_out } }) => {
    return (at) => map_out.write(at, {});
  },
});
