import { defineNode, expectVariable, pin } from '../../engine/index.js';
import { MapCopy } from './map-copy.js';

export const clearRef = defineNode({
  name: 'map_clear_ref',
  title: 'Clear (By Ref)',
  doc: 'Empties the map of a variable.',
  category: 'Utils/Map/By Reference',
  inputs: {
    exec_in: pin.exec('In', 'Empties it.'),
    var_ref: pin.string('Variable Reference', 'Id of the variable.'),
  },
  outputs: { exec_out: pin.exec('Out', 'Goes on here.') },
  onUpdate: expectVariable('var_ref', 'HashMap'),
  bind: ({ inputs: { var_ref }, outputs: { exec_out } }) => {
    return (at) => {
      exec_out.off(at);
      const id = var_ref.read(at);
      if (at.editVariable(id, MapCopy) !== null) at.setVariable(id, {});
      exec_out.on(at);
    };
  },
});
