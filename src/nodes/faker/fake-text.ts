import { defineNode, type Output, pin } from '../../engine/index.js';
import { fake, type FakeLibrary } from './fake.js';

/** A node that makes up a text: what it is called, where it puts the text, and how it makes it. */
export interface FakeText {
  /** Without `faker_`. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** The last part of the category. */
  readonly category: string;
  readonly output: readonly [name: string, title: string];
  readonly make: (library: FakeLibrary) => string;
}

export function fakeText({ name, title, doc, category, output, make }: FakeText) {
  const [text, textTitle] = output;
  return defineNode({
    name: `faker_${name}`,
    title,
    doc,
    category: `Utils/Faker/${category}`,
    inputs: { exec_in: pin.exec('Input', 'Makes it up.') },
    outputs: {
      exec_out: pin.exec('Output', 'Goes on here.'),
      [text]: pin.string(textTitle, 'What was made up.') as pin.DataPin<unknown>,
    },
    bind: ({ outputs }) => {
      const made = (outputs as Readonly<Record<string, unknown>>)[text] as Output<string>;
      return (at) => {
        outputs.exec_out.off(at);
        made.write(at, fake(at, make));
        outputs.exec_out.on(at);
      };
    },
  });
}
