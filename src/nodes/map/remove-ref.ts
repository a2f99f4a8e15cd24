import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { MapCopy } from './map-copy.js';

export const removeRef = defineNode({
  name: 'map_remove_ref',
  title: 'Remove Key (By Ref)',
  doc: 'Takes a key away from the map of a variable.',
  category: 'Utils/Map/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Takes it away.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    key: pin.string('Key', 'The key.'),
  },
  outputs: {
    exec_out: pin.exec('Out', 'Goes on here.'),
    value: pin.generic('Value', 'The value that went; null when there was none.'),
    was_present: pin.boolean('Was Present', 'Whether the map had the key.'),
  },
  onUpdate: expectVariable('var_ref', 'HashMap'),
  bind: ({ inputs: { var_ref, key }, outputs: { exec_out, value, was_present } }) => {
    return (at) => {
      exec_out.off(at);
      const name = key.read(at);
      const removed = at.editVariable(var_ref.read(at), MapCopy)?.take(name);
      value.write(at, removed ?? null);
      was_present.write(at, removed !== undefined);
      exec_out.on(at);
    };
  },
});
