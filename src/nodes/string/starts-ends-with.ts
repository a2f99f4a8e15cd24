import { defineNode, pin } from '../../engine/index.js';

const string = pin.string('String', 'The text to look at.');

export const startsWith = defineNode({
  name: 'string_starts_with',
  title: 'Starts With',
  doc: 'True when a text begins with another; capital letters count.',
  category: 'Utils/String',
  inputs: { string, prefix: pin.string('Prefix', 'How it should begin.') },
  outputs: { starts_with: pin.boolean('Starts With?', 'Whether it begins so.') },
  bind: ({ inputs: { string: text, prefix }, outputs: { starts_with } }) => {
    return (at) => starts_with.write(at, text.read(at).startsWith(prefix.read(at)));
  },
});

export const endsWith = defineNode({
  name: 'string_ends_with',
  title: 'Ends With',
  doc: 'True when a text ends with another; capital letters count.',
  category: 'Utils/String',
  inputs: { string, suffix: pin.string('Suffix', 'How it should end.') },
  outputs: { ends_with: pin.boolean('Ends With?', 'Whether it ends so.') },
  bind: ({ inputs: { string: text, suffix }, outputs: { ends_with } }) => {
    return (at) => ends_with.write(at, text.read(at).endsWith(suffix.read(at)));
  },
});
