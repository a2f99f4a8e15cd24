import { defineNode, NodeError, pin } from '../../engine/index.js';

export const join = defineNode({
  name: 'string_join',
  title: 'Join Strings',
  doc: 'Puts the texts of a list together, with a separator between them.',
  category: 'Utils/String',
  inputs: {
    strings: pin.array(pin.string('Strings', 'The texts, in their order.')),
    separator: pin.string('Separator', 'What stands between two of them.'),
  },
  outputs: { joined_string: pin.string('Joined String', 'The whole; empty for an empty list.') },
  bind: ({ inputs: { strings, separator }, outputs: { joined_string } }) => {
    return (at) => {
      const texts = strings.read(at);
      const between = separator.read(at);
      const limit = at.run.limits.textCharacters;
      let length = between.length * Math.max(texts.length - 1, 0);
      for (const text of texts) length += text.length;
      if (length > limit) throw new NodeError(`The joined text is longer than ${limit}`);
      joined_string.write(at, texts.join(between));
    };
  },
});
