import { defineNode, pin } from '../../engine/index.js';

export const contains = defineNode({
  name: 'string_contains',
  title: 'Contains',
  doc: 'True when a text occurs within another; capital letters count. What is no text contains nothing.',
  category: 'Utils/String',
  inputs: {
    string: pin.unchecked(pin.string('String', 'Where to look.')),
    substring: pin.string('Substring', 'What to look for; the empty text is in every text.'),
  },
  outputs: { contains: pin.boolean('Contains?', 'Whether it occurs.') },
  bind: ({ inputs: { string, substring }, outputs: { contains: found } }) => {
    return (at) => {
      const part = substring.read(at);
      const text = string.read(at);
      found.write(at, typeof text === 'string' && text.includes(part));
    };
  },
});
