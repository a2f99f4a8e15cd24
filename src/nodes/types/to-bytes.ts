import { defineNode, NodeError, pin } from '../../engine/index.js';
import { jsonTextOf } from './json-text.js';

const utf8 = new TextEncoder();

export const toBytes = defineNode({
  name: 'val_to_bytes',
  title: 'To Bytes',
  doc: 'The bytes of the JSON text of a value, in UTF-8, members by name.',
  category: 'Utils/Conversions',
  inputs: {
    value: pin.generic('Value', 'The value; strings get their quotes.'),
    pretty: pin.boolean('Pretty?', 'Whether JSON has one member a line.', { default: true }),
  },
  outputs: { bytes: pin.array(pin.byte('Bytes', 'Numbers from 0 to 255.')) },
  typeRules: { match: [{ pin: 'value' }] },
  bind: ({ inputs: { value, pretty }, outputs: { bytes } }) => {
    return (at) => {
      const encoded = utf8.encode(jsonTextOf(value.read(at), pretty.read(at)));
      // As a list of numbers they take eight times as much.
      if (encoded.length > at.limits.arrayItems)
        throw new NodeError(`The text of the value has more than ${at.limits.arrayItems} bytes`);
      bytes.write(at, Array.from(encoded));
    };
  },
});
