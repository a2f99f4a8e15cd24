import { defineNode, pin } from '../../engine/index.js';

const utf8 = new TextEncoder();
const inUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const urlEncode = defineNode({
  name: 'a2ui_url_encode',
  title: 'URL Encode',
  doc: 'Writes a text so that it can be a part of an address.',
  category: 'UI/Navigation',
  inputs: { input: pin.string('Input', 'The text.') },
  outputs: { encoded: pin.string('Encoded', 'The text with all but plain characters as %XX.') },
  bind: ({ inputs: { input }, outputs: { encoded } }) => {
    return (at) => encoded.write(at, encode(input.read(at)));
  },
});

/** Halves of characters become the sign for what can't be read: they have no UTF-8. */
function encode(text: string): string {
  const whole = inUtf8.decode(utf8.encode(text));
  return encodeURIComponent(whole).replace(/[!'()*]/g, (sign) => `%${hexOf(sign)}`);
}

const hexOf = (sign: string) => sign.charCodeAt(0).toString(16).toUpperCase();
