import { defineNode, pin } from '../../engine/index.js';
import { utf8Length } from './utf8-length.js';

export const length = defineNode({
  name: 'string_length',
  title: 'String Length',
  doc: 'How many bytes a text has in UTF-8: one for each sign of ASCII, two to four for others.',
  category: 'Utils/String',
  inputs: { string: pin.string('String', 'The text.') },
  outputs: { length: pin.integer('Length', 'Number of bytes.') },
  bind: ({ inputs: { string }, outputs: { length: bytes } }) => {
    return (at) => bytes.write(at, utf8Length(string.read(at)));
  },
});
