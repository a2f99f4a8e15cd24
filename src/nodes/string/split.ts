import { defineNode, NodeError, pin } from '../../engine/index.js';

export const split = defineNode({
  name: 'string_split',
  title: 'Split String',
  doc: 'Cuts a text wherever a separator stands. Parts may be empty. An empty separator cuts around every sign.',
  category: 'Utils/String',
  inputs: {
    string: pin.string('String', 'The text.'),
    separator: pin.string('Separator', 'Where to cut; it is in none of the parts.'),
  },
  outputs: { substrings: pin.array(pin.string('Substrings', 'The parts, at least one.')) },
  bind: ({ inputs: { string, separator }, outputs: { substrings } }) => {
    return (at) => {
      const text = string.read(at);
      const cut = separator.read(at);
      const limit = at.run.limits.arrayItems;
      // One more than allowed is enough to know, and costs no memory beyond measure.
      const parts = cut === '' ? signsOf(text, limit) : text.split(cut, limit + 1);
      if (parts.length > limit) throw new NodeError(`The text has more than ${limit} parts`);
      substrings.write(at, parts);
    };
  },
});

/** Whole signs, not halves of surrogate pairs, and the empty texts before and after them. */
function signsOf(text: string, limit: number): string[] {
  const signs = [''];
  for (const sign of text) if (signs.push(sign) > limit) break;
  signs.push('');
  return signs;
}
