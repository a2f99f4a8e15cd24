import { defineNode, pin } from '../../engine/index.js';

export const clear = defineNode({
  name: 'map_clear',
  title: 'Clear Map',
  doc: 'An empty map in place of another, at which it does not even look.',
  category: 'Utils/Map',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    map_in: pin.map(pin.generic('Map', 'The map; only its type matters.', { optional: true })),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    map_out: pin.map(pin.generic('Emptied', 'The empty map.')),
  },
  typeRules: {
    match: [
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'map_out', valueType: 'HashMap' },
    ],
    sameDataType: [['map_in', 'map_out']],
  },
  bind: ({ outputs: { exec_out, map_out } }) => {
    return (at) => {
      map_out.write(at, {});
      exec_out.on(at);
    };
  },
});
