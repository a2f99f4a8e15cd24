import { defineNode, pin } from '../../engine/index.js';
import { stopWordsOf } from './stop-words.js';
import { phrasesOf } from './words.js';

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
  'tr',
  'sv',
  'da',
  'no',
  'fi',
];

export const rake = defineNode({
  name: 'ai_processing_rake_extraction',
  title: 'RAKE Keywords',
  doc: 'Finds what a text is about: runs of words between stop words, best first. A word counts for more the longer its runs are.',
  category: 'AI/Processing',
  inputs: {
    text: pin.string('Text', 'The text.', { default: '' }),
    language: pin.string('Language', 'Whose stop words count; auto = that of the text.', {
      default: 'auto',
      options: { validValues: LANGUAGES },
    }),
    stop_words: pin.set(
      pin.string('Stop Words', 'Stop words to use instead; none = those of the language.', {
        default: [],
      }),
    ),
    min_score: pin.float('Min Score', 'Keywords below are left out.', {
      default: pin.wholeFloat(0),
    }),
    max_keywords: pin.integer('Max Keywords', 'How many to give; 0 = all.', { default: 0 }),
  },
  outputs: { keywords: pin.set(pin.string('Keywords', 'The keywords in lower case, best first.')) },
  bind: ({ inputs, outputs: { keywords } }) => {
    return (at) => {
      const own = new Set(inputs.stop_words.read(at).map((word) => word.toLowerCase()));
      const ranked = rankPhrases(inputs.text.read(at), inputs.language.read(at), own);
      const least = inputs.min_score.read(at);
      const most = inputs.max_keywords.read(at);
      const good = ranked.filter(([, score]) => score >= least).map(([keyword]) => keyword);
      keywords.write(at, most > 0 ? good.slice(0, most) : good);
    };
  },
});

/** Rapid automatic keyword extraction: the score of a run is the sum of degree over frequency of its words. */
function rankPhrases(
  text: string,
  language: string,
  own: ReadonlySet<string>,
): readonly (readonly [keyword: string, score: number])[] {
  const phrases = phrasesOf(text).map((phrase) => phrase.map(({ plain }) => plain));
  const stop = own.size > 0 ? own : stopWordsOf(language, phrases.flat());
  const runs = phrases.flatMap((phrase) => runsOf(phrase, stop));
  const frequency = new Map<string, number>();
  const degree = new Map<string, number>();
  for (const run of runs)
    for (const word of run) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      degree.set(word, (degree.get(word) ?? 0) + run.length);
    }
  const scores = new Map<string, number>();
  for (const run of runs) {
    const score = run.reduce((sum, word) => sum + degree.get(word)! / frequency.get(word)!, 0);
    scores.set(run.join(' '), score);
  }
  return [...scores].sort(([, left], [, right]) => right - left);
}

function runsOf(phrase: readonly string[], stop: ReadonlySet<string>): string[][] {
  const runs: string[][] = [[]];
  for (const word of phrase) {
    if (!stop.has(word) && !/^\p{N}+$/u.test(word)) runs.at(-1)!.push(word);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}
