import { defineNode, NodeError, pin } from '../../engine/index.js';
import { parseSorted } from './json-text.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const fromBytes = defineNode({
  name: 'val_from_bytes',
  title: 'From Bytes',
  doc: 'The value that the bytes of a JSON text say. Fails for bytes that are no JSON in UTF-8.',
  category: 'Utils/Conversions',
  inputs: { bytes: pin.array(pin.byte('Bytes', 'Numbers from 0 to 255.')) },
  outputs: { value: pin.generic('Value', 'The value, members by name.') },
  typeRules: { match: [{ pin: 'value' }] },
  bind: ({ inputs: { bytes }, outputs: { value } }) => {
    return (at) => value.write(at, parseSorted(decode(bytes.read(at))));
  },
});

function decode(bytes: readonly number[]): string {
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    throw new NodeError('The bytes are no UTF-8');
  }
}
