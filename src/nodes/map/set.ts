import { defineNode, pin, type Value, type ValueObject } from '../../engine/index.js';
import { membersOf } from './members-of.js';

export const set = defineNode({
  name: 'map_set',
  title: 'Set Value',
  doc: 'A copy of a map in which a key has a new value.',
  category: 'Utils/Map',
  inputs: {
    exec_in: pin.exec('In', 'Sets it.'),
    map_in: pin.unchecked(
      pin.map(pin.generic('Map', 'The map; anything else counts as an empty one.')),
    ),
    key: pin.string('Key', 'The key.'),
    value: pin.generic('Value', 'Its new value.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    map_out: pin.map(pin.generic('Map', 'The map with the new value.')),
    replaced: pin.boolean('Replaced', 'Whether it had the key before.'),
  },
  typeRules: {
    match: [
      { pin: 'map_out', valueType: 'HashMap' },
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['map_in', 'map_out', 'value']],
  },
  bind: ({ inputs: { map_in, key, value }, outputs: { exec_out, map_out, replaced } }) => {
    return (at) => {
      exec_out.off(at);
      const map = membersOf(map_in.read(at));
      const name = key.read(at);
      const isThere = Object.hasOwn(map, name);
      const copy = withMember(map, name, value.read(at));
      at.spend(Object.keys(copy).length);
      map_out.write(at, copy);
      replaced.write(at, isThere);
      exec_out.on(at);
    };
  },
});

/** A computed member is an own one, whatever its name. */
const withMember = (map: ValueObject, key: string, value: Value): ValueObject => ({
  ...map,
  [key]: value,
});
