import { type Activation, defineNode, pin } from '../../engine/index.js';
import { codePoints } from './code-points.js';
import { damerauLevenshtein, levenshtein, optimalAlignment } from './edit-distance.js';
import { dice, jaro, jaroWinkler } from './likeness.js';

type Compare = (left: Uint32Array, right: Uint32Array, at: Activation) => number | Promise<number>;

const texts = {
  string1: pin.string('String 1', 'One text.'),
  string2: pin.string('String 2', 'The other text.'),
};

/** How alike two texts are, or how far apart, as `compare` says. */
function comparison(name: string, title: string, doc: string, result: string, compare: Compare) {
  const pinTitle = result === 'coefficient' ? 'Coefficient' : 'Distance';
  return defineNode({
    name,
    title,
    doc,
    category: 'Utils/String/Similarity',
    inputs: texts,
    outputs: { [result]: pin.float(pinTitle, 'The number.') },
    bind: ({ inputs: { string1, string2 }, outputs }) => {
      const output = outputs[result]!;
      return (at) => {
        const found = compare(codePoints(string1.read(at)), codePoints(string2.read(at)), at);
        if (typeof found === 'number') output.write(at, found);
        else return found.then((number) => output.write(at, number));
      };
    },
  });
}

/** The same for a number of changes, which can be told as a likeness from 0 to 1. */
function normalizable(name: string, title: string, doc: string, compare: Compare) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Utils/String/Similarity',
    inputs: {
      ...texts,
      normalize: pin.boolean(
        'Normalize',
        'Give a likeness from 0 to 1 (the same) instead of the number of changes.',
        { default: true },
      ),
    },
    outputs: { distance: pin.float('Distance', 'The likeness, or the number of changes.') },
    bind: ({ inputs: { string1, string2, normalize }, outputs: { distance } }) => {
      return async (at) => {
        const left = codePoints(string1.read(at));
        const right = codePoints(string2.read(at));
        const isLikeness = normalize.read(at);
        const changes = await compare(left, right, at);
        const longest = Math.max(left.length, right.length);
        const likeness = longest === 0 ? 1 : 1 - changes / longest;
        distance.write(at, isLikeness ? likeness : changes);
      };
    },
  });
}

export const levenshteinDistance = normalizable(
  'levenshtein_distance',
  'Levenshtein Distance',
  'Compares two texts by the fewest insertions, removals and exchanges of one sign that turn one into the other.',
  levenshtein,
);

export const damerauLevenshteinDistance = normalizable(
  'damerau_levenshtein_distance',
  'Damerau-Levenshtein Distance',
  'Like Levenshtein Distance; swapping two neighbours counts as one change, even if more happens between them.',
  damerauLevenshtein,
);

export const optimalAlignmentDistance = comparison(
  'optimal_string_alignment_distance',
  'Optimal String Alignment Distance',
  'The fewest insertions, removals, exchanges and swaps of neighbours; no sign is changed twice.',
  'distance',
  optimalAlignment,
);

export const hammingDistance = comparison(
  'hamming_distance',
  'Hamming Distance',
  'At how many places two texts of one length differ. Texts of different lengths give 0 and a line in the log.',
  'distance',
  (left, right, at) => {
    if (left.length === right.length) return left.filter((sign, i) => sign !== right[i]).length;
    at.error(`The texts have different lengths: ${left.length} and ${right.length} characters`);
    return 0;
  },
);

export const jaroDistance = comparison(
  'jaro_distance',
  'Jaro Distance',
  'How alike two texts are, from 0 to 1 (the same), by the signs they share nearby and their order.',
  'distance',
  jaro,
);

export const jaroWinklerDistance = comparison(
  'jaro_winkler_distance',
  'Jaro-Winkler Distance',
  'Like Jaro Distance; texts that are fairly alike and begin with the same signs count as more alike.',
  'distance',
  jaroWinkler,
);

export const sorensenDice = comparison(
  'sorensen_dice_coefficient',
  'Sørensen-Dice Coefficient',
  'How alike two texts are, from 0 to 1, by the pairs of neighbouring signs they share; blanks do not count.',
  'coefficient',
  dice,
);
