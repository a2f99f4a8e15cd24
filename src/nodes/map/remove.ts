import { defineNode, pin } from '../../engine/index.js';
import { Members } from '../members.js';
import { membersOf } from './members-of.js';

export const remove = defineNode({
  name: 'map_remove',
  title: 'Remove Key',
  doc: 'A copy of a map without a key.',
  category: 'Utils/Map',
  inputs: {
    exec_in: pin.exec('In', 'Removes it.'),
    map_in: pin.unchecked(
      pin.map(pin.generic('Map', 'The map; anything else counts as an empty one.')),
    ),
    key: pin.string('Key', 'The key.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    map_out: pin.map(pin.generic('Map', 'The map without the key.')),
    value: pin.generic('Value', 'The value that went; null when there was none.'),
    was_present: pin.boolean('Was Present', 'Whether the map had the key.'),
  },
  typeRules: {
    match: [
      { pin: 'map_out', valueType: 'HashMap' },
      { pin: 'map_in', valueType: 'HashMap' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['map_in', 'map_out', 'value']],
  },
  bind: ({ inputs: { map_in, key }, outputs: { exec_out, map_out, value, was_present } }) => {
    return (at) => {
      exec_out.off(at);
      const map = membersOf(map_in.read(at));
      const name = key.read(at);
      const isThere = Object.hasOwn(map, name);
      const members = isThere ? new Members(map) : undefined;
      const removed = members?.take(name);
      at.spend(members?.size ?? 0);
      map_out.write(at, members?.toObject() ?? map);
      value.write(at, removed ?? null);
      was_present.write(at, isThere);
      exec_out.on(at);
    };
  },
});
