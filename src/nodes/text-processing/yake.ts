import { defineNode, pin } from '../../engine/index.js';
import { rankKeywords } from './yake-scores.js';

const LANGUAGES = [
  'auto',
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'ru',
  'ar',
  'fi',
  'tr',
  'sv',
  'da',
  'no',
];

export const yake = defineNode({
  name: 'ai_processing_yake_extraction',
  title: 'YAKE Keywords',
  doc: 'Finds what a text is about by where its words stand, how they are written and what stands beside them.',
  category: 'AI/Processing',
  inputs: {
    text: pin.string('Text', 'The text.', { default: '' }),
    language: pin.string('Language', 'Whose stop words count; auto = that of the text.', {
      default: 'auto',
      options: { validValues: LANGUAGES },
    }),
    ngrams: pin.integer('N-grams', 'Words of a keyword, at most: 1 to 3.', { default: 2 }),
    max_keywords: pin.integer('Max Keywords', 'How many to give, at least 1.', { default: 10 }),
    dedup_threshold: pin.float(
      'Dedup Threshold',
      'Keywords at least so alike, from 0 to 1, count as one.',
      {
        default: 0.9,
      },
    ),
  },
  outputs: { keywords: pin.set(pin.string('Keywords', 'The keywords in lower case, best first.')) },
  bind: ({ inputs, outputs: { keywords } }) => {
    return (at) => {
      const size = Math.min(3, Math.max(1, inputs.ngrams.read(at)));
      const most = Math.max(1, inputs.max_keywords.read(at));
      const ranked = rankKeywords(inputs.text.read(at), inputs.language.read(at), size);
      keywords.write(at, withoutTwins(ranked, most, inputs.dedup_threshold.read(at)));
    };
  },
});

/** Comparisons of one keyword with those kept before; more would hold up other runs. */
const MAX_COMPARED = 200;

function withoutTwins(ranked: readonly string[], most: number, threshold: number): string[] {
  const kept: { readonly keyword: string; readonly pairs: ReadonlySet<string> }[] = [];
  for (const keyword of ranked) {
    if (kept.length === most) break;
    const pairs = pairsOf(keyword);
    const others = kept.slice(-MAX_COMPARED);
    if (!others.some((other) => alike(pairs, other.pairs) >= threshold))
      kept.push({ keyword, pairs });
  }
  return kept.map(({ keyword }) => keyword);
}

const pairsOf = (text: string) =>
  new Set(Array.from(text.slice(0, 200), (sign, index) => sign + (text[index + 1] ?? '')));

/** The share of pairs of signs that both have, from 0 to 1. */
function alike(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of left) if (right.has(pair)) shared++;
  return (2 * shared) / (left.size + right.size);
}
