import { defineNode, pin } from '../../engine/index.js';

const utf8 = new TextEncoder();
const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const urlDecode = defineNode({
  name: 'a2ui_url_decode',
  title: 'URL Decode',
  doc: 'Reads a text that is a part of an address.',
  category: 'UI/Navigation',
  inputs: { input: pin.string('Input', 'The text with its %XX.') },
  outputs: {
    decoded: pin.string('Decoded', 'The text they stand for; the input when they make none.'),
    success: pin.boolean('Success', 'Whether they make a text.'),
  },
  bind: ({ inputs: { input }, outputs: { decoded, success } }) => {
    return (at) => {
      const text = input.read(at);
      const found = decode(text);
      decoded.write(at, found ?? text);
      success.write(at, found !== undefined);
    };
  },
});

const PERCENT = 0x25;

/** A % that two hex digits do not follow stays; undefined when the bytes are no UTF-8. */
function decode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  const bytes = utf8.encode(text);
  let length = 0;
  for (let from = 0; from < bytes.length; from++) {
    const high = bytes[from] === PERCENT ? digit(bytes[from + 1]) : undefined;
    const low = high === undefined ? undefined : digit(bytes[from + 2]);
    if (high === undefined || low === undefined) bytes[length++] = bytes[from]!;
    else {
      bytes[length++] = 16 * high + low;
      from += 2;
    }
  }
  try {
    return strictly.decode(bytes.subarray(0, length));
  } catch {
    return undefined;
  }
}

/** The value of a hex digit, given as its character code. */
function digit(code: number | undefined): number | undefined {
  if (code === undefined) return undefined;
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}
