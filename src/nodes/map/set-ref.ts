import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { MapCopy } from './map-copy.js';

export const setRef = defineNode({
  name: 'map_set_ref',
  title: 'Set Value (By Ref)',
  doc: 'Gives a key of the map of a variable a new value.',
  category: 'Utils/Map/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Sets it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
    key: pin.string('Key', 'The key.'),
    value: pin.generic('Value', 'Its new value.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'HashMap'),
  bind: ({ inputs: { var_ref, key, value }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const [id, name, member] = [var_ref.read(at), key.read(at), value.read(at)];
      const copy = at.editVariable(id, MapCopy);
      if (copy === null) at.setVariable(id, { [name]: member });
      else copy.set(name, member);
      exec_out.on(at);
    };
  },
});
