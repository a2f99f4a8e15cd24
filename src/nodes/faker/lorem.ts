import { defineNode, type Input, type Output, pin, type Value } from '../../engine/index.js';
import { amountBetween, below, least } from './amount.js';
import { fake, type FakeLibrary } from './fake.js';

interface Filler {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** Names and titles of the bounds, and what they are at first. */
  readonly min: readonly [name: string, title: string, amount: number];
  readonly max: readonly [name: string, title: string, amount: number];
  readonly output: readonly [name: string, pin: pin.DataPin<Value> | pin.DataPin<string>];
  readonly most?: number;
  readonly make: (library: FakeLibrary, amount: number) => Value;
}

type Bounds = Readonly<Record<string, Input<number>>>;

/** The nodes that make up filler text differ in what they make of an amount. */
function filler({ name, title, doc, min, max, output, most, make }: Filler) {
  const [made, carrier] = output;
  return defineNode({
    name: `faker_${name}`,
    title,
    doc,
    category: 'Utils/Faker/Lorem',
    inputs: {
      exec_in: pin.exec('Input', 'Makes it up.'),
      [min[0]]: least(min[1], 'How many there are at least.', min[2]) as pin.DataPin<unknown>,
      [max[0]]: below(max[1], max[2]) as pin.DataPin<unknown>,
    },
    outputs: {
      exec_out: pin.exec('Output', 'Goes on here.'),
      [made]: carrier as pin.DataPin<unknown>,
    },
    bind: ({ inputs, outputs }) => {
      const bounds = inputs as unknown as Bounds;
      const text = (outputs as Readonly<Record<string, unknown>>)[made] as Output<Value>;
      return (at) => {
        outputs.exec_out.off(at);
        const amount = amountBetween(at, bounds[min[0]]!, bounds[max[0]]!, most);
        text.write(
          at,
          fake(at, (library) => make(library, amount)),
        );
        outputs.exec_out.on(at);
      };
    },
  });
}

const several = (amount: number, make: () => string) => Array.from({ length: amount }, make);
const paragraph = ({ lorem }: FakeLibrary, sentences: number) =>
  several(sentences, () => lorem.sentence()).join('\n');

export const fillers = [
  filler({
    name: 'words',
    title: 'Fake Words',
    doc: 'Makes up a list of words of Latin filler text.',
    min: ['min_count', 'Min Count', 3],
    max: ['max_count', 'Max Count', 6],
    output: ['words', pin.generic('Words', 'The list.')],
    make: ({ lorem }, amount) => several(amount, () => lorem.word()),
  }),
  filler({
    name: 'sentence',
    title: 'Fake Sentence',
    doc: 'Makes up a sentence of Latin filler text.',
    min: ['min_words', 'Min Words', 4],
    max: ['max_words', 'Max Words', 10],
    output: ['sentence', pin.string('Sentence', 'The sentence.')],
    make: ({ lorem }, words) => (words === 0 ? '' : lorem.sentence(words)),
  }),
  filler({
    name: 'sentences',
    title: 'Fake Sentences',
    doc: 'Makes up a list of sentences of Latin filler text.',
    min: ['min_count', 'Min Count', 2],
    max: ['max_count', 'Max Count', 5],
    output: ['sentences', pin.generic('Sentences', 'The list.')],
    make: ({ lorem }, amount) => several(amount, () => lorem.sentence()),
  }),
  filler({
    name: 'paragraph',
    title: 'Fake Paragraph',
    doc: 'Makes up some sentences of Latin filler text, each on a line of its own.',
    min: ['min_sentences', 'Min Sentences', 3],
    max: ['max_sentences', 'Max Sentences', 7],
    output: ['paragraph', pin.string('Paragraph', 'The sentences.')],
    make: paragraph,
  }),
  filler({
    name: 'paragraphs',
    title: 'Fake Paragraphs',
    doc: 'Makes up a list of paragraphs of Latin filler text.',
    min: ['min_count', 'Min Count', 2],
    max: ['max_count', 'Max Count', 4],
    output: ['paragraphs', pin.generic('Paragraphs', 'The list.')],
    most: 1000,
    make: (library, amount) =>
      several(amount, () => paragraph(library, library.number.int({ min: 3, max: 6 }))),
  }),
];
