import { stopWordsOf } from './stop-words.js';
import { phrasesOf, type Word } from './words.js';

interface Term {
  count: number;
  /** Times it is written with a capital inside a sentence, or in capitals. */
  capital: number;
  readonly sentences: number[];
  /** Different words right before and right behind it, and all of them. */
  readonly before: Set<string>;
  readonly behind: Set<string>;
  beforeCount: number;
  behindCount: number;
}

/** Keywords of up to `size` words, the best first, after YAKE (Campos and others, 2020). */
export function rankKeywords(text: string, language: string, size: number): readonly string[] {
  const phrases = phrasesOf(text);
  const stop = stopWordsOf(
    language,
    phrases.flat().map(({ plain }) => plain),
  );
  const scores = scoresOf(termsOf(phrases), stop);
  const counts = new Map<string, { count: number; words: readonly Word[] }>();
  for (const phrase of phrases)
    for (let start = 0; start < phrase.length; start++)
      for (let length = 1; length <= size && start + length <= phrase.length; length++) {
        const words = phrase.slice(start, start + length);
        if (!isKeyword(words, stop)) continue;
        const keyword = words.map(({ plain }) => plain).join(' ');
        const known = counts.get(keyword);
        if (known === undefined) counts.set(keyword, { count: 1, words });
        else known.count++;
      }
  const ranked = [...counts].map(([keyword, { count, words }]) => {
    let [product, sum] = [1, 0];
    for (const { plain } of words) {
      const score = scores.get(plain);
      // A stop word inside a keyword says nothing about it.
      if (score === undefined) continue;
      product *= score;
      sum += score;
    }
    return [keyword, product / (count * (1 + sum))] as const;
  });
  return ranked.sort(([, left], [, right]) => left - right).map(([keyword]) => keyword);
}

function isKeyword(words: readonly Word[], stop: ReadonlySet<string>): boolean {
  const isGood = ({ plain }: Word) =>
    !stop.has(plain) && plain.length > 2 && !/^\p{N}/u.test(plain);
  return isGood(words[0]!) && isGood(words.at(-1)!);
}

function termsOf(phrases: readonly (readonly Word[])[]): ReadonlyMap<string, Term> {
  const terms = new Map<string, Term>();
  for (const [sentence, phrase] of phrases.entries())
    for (const [index, { plain, written }] of phrase.entries()) {
      let term = terms.get(plain);
      if (term === undefined) {
        term = {
          count: 0,
          capital: 0,
          sentences: [],
          before: new Set(),
          behind: new Set(),
          beforeCount: 0,
          behindCount: 0,
        };
        terms.set(plain, term);
      }
      term.count++;
      if (index > 0 && /^\p{Lu}/u.test(written)) term.capital++;
      term.sentences.push(sentence);
      const [left, right] = [phrase[index - 1], phrase[index + 1]];
      if (left !== undefined) {
        term.before.add(left.plain);
        term.beforeCount++;
      }
      if (right !== undefined) {
        term.behind.add(right.plain);
        term.behindCount++;
      }
    }
  return terms;
}

/** Low is good. Stop words have none. */
function scoresOf(
  terms: ReadonlyMap<string, Term>,
  stop: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const valid = [...terms].filter(([word]) => !stop.has(word));
  const counts = valid.map(([, { count }]) => count);
  const mean = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length);
  const variance =
    counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / Math.max(1, counts.length);
  const most = counts.reduce((left, right) => Math.max(left, right), 1);
  const sentences = 1 + Math.max(0, ...valid.slice(-1).map(([, term]) => term.sentences.at(-1)!));
  return new Map(
    valid.map(([word, term]) => {
      const casing = term.capital / (1 + Math.log(term.count));
      const place = Math.log(Math.log(3 + term.sentences[Math.floor(term.sentences.length / 2)]!));
      const frequency = term.count / (mean + Math.sqrt(variance));
      const spread = new Set(term.sentences).size / sentences;
      const left = term.beforeCount === 0 ? 0 : term.before.size / term.beforeCount;
      const right = term.behindCount === 0 ? 0 : term.behind.size / term.behindCount;
      const company = 1 + (left + right) * (term.count / most);
      return [word, (company * place) / (casing + (frequency + spread) / company)];
    }),
  );
}
