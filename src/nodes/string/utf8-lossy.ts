import { defineNode, pin } from '../../engine/index.js';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export const utf8Lossy = defineNode({
  name: 'utf8_lossy',
  title: 'From UTF-8 Lossy',
  doc: 'Reads bytes as a text in UTF-8. Bytes that are none become the sign U+FFFD.',
  category: 'Utils/String',
  inputs: { bytes: pin.array(pin.byte('Bytes', 'Numbers from 0 to 255.')) },
  outputs: { string: pin.string('String', 'The text.') },
  bind: ({ inputs: { bytes }, outputs: { string } }) => {
    return (at) => string.write(at, utf8.decode(Uint8Array.from(bytes.read(at))));
  },
});
