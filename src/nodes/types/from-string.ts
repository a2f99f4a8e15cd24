import { defineNode, pin } from '../../engine/index.js';
import { parseSorted } from './json-text.js';

export const fromString = defineNode({
  name: 'val_from_string',
  title: 'From String',
  doc: 'The value that a JSON text says. Fails for a text that is no JSON.',
  category: 'Utils/Conversions',
  inputs: { string: pin.string('String', 'The JSON text.') },
  outputs: { value_ref: pin.generic('Value', 'The value, members by name.') },
  typeRules: { match: [{ pin: 'value_ref' }] },
  bind: ({ inputs: { string }, outputs: { value_ref } }) => {
    return (at) => value_ref.write(at, parseSorted(string.read(at)));
  },
});
