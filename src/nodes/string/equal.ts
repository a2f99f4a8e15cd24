import { type Activation, defineNode, type Input, pin } from '../../engine/index.js';

const string = pin.list(pin.string('String', 'One of the strings.'), 2);

export const equalString = defineNode({
  name: 'equal_string',
  title: '==',
  doc: 'True when all strings are the same, letter by letter.',
  category: 'Utils/String',
  inputs: { string },
  outputs: { equal: pin.boolean('Is Equal?', 'Whether they are the same.') },
  bind: ({ inputs, outputs: { equal } }) => {
    return (at) => equal.write(at, areEqual(at, inputs.string));
  },
});

export const notEqualString = defineNode({
  name: 'not_equal_string',
  title: '!=',
  doc: 'True when the strings are not all the same, letter by letter.',
  category: 'Utils/String',
  inputs: { string },
  outputs: { unequal: pin.boolean('Is Unequal?', 'Whether at least one of them differs.') },
  bind: ({ inputs, outputs: { unequal } }) => {
    return (at) => unequal.write(at, !areEqual(at, inputs.string));
  },
});

/** Reads them all first: a string that can't be read is a failure wherever it stands. */
function areEqual(at: Activation, strings: readonly Input<string>[]): boolean {
  const texts = strings.map((text) => text.read(at));
  return texts.every((text) => text === texts[0]);
}
