import { defineNode, pin } from '../../engine/index.js';
import { textOf } from './json-text.js';

export const toString = defineNode({
  name: 'val_to_string',
  title: 'To String',
  doc: 'The text of a value: strings stay as they are, arrays and objects become JSON with their members by name.',
  category: 'Utils/Conversions',
  inputs: {
    value: pin.generic('Value', 'The value.'),
    pretty: pin.boolean('Pretty?', 'Whether JSON has one member a line.', { default: true }),
  },
  outputs: { string: pin.string('String', 'Its text.') },
  typeRules: { match: [{ pin: 'value' }] },
  bind: ({ inputs: { value, pretty }, outputs: { string } }) => {
    return (at) => string.write(at, textOf(value.read(at), pretty.read(at)));
  },
});
