import { defineNode, pin } from '../../engine/index.js';

export const equalString = defineNode({
  name: 'equal_string',
  title: '==',
  doc: 'True when all strings are the same, letter by letter.',
  category: 'Utils/String',
  inputs: { string: pin.list(pin.string('String', 'One of the strings.'), 2) },
  outputs: { equal: pin.boolean('Is Equal?', 'Whether they are the same.') },
  bind: ({ inputs: { string: strings }, outputs: { equal } }) => {
    return (at) => {
      const texts = strings.map((text) => text.read(at));
      equal.write(
        at,
        texts.every((text) => text === texts[0]),
      );
    };
  },
});
