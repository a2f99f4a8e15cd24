import { NodeError } from '../../engine/index.js';

/** Characters; keywords of more would hold up other runs. */
const MAX_LENGTH = 1_000_000;
/** Words with their apostrophes and hyphens, and what ends a phrase. */
const TOKEN = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]+|\n\s*\n/gu;
const WORD = /^[\p{L}\p{N}]/u;

export interface Word {
  /** As it stands in the text. */
  readonly written: string;
  /** In lower case, with plain apostrophes. */
  readonly plain: string;
}

/** The runs of words that no punctuation divides. Throws NodeError for a text that is too long. */
export function phrasesOf(text: string): Word[][] {
  if (text.length > MAX_LENGTH)
    throw new NodeError(`The text is longer than ${MAX_LENGTH} characters`);
  const phrases: Word[][] = [[]];
  for (const [token] of text.matchAll(TOKEN)) {
    if (WORD.test(token))
      phrases.at(-1)!.push({ written: token, plain: token.toLowerCase().replaceAll('’', "'") });
    else if (phrases.at(-1)!.length > 0) phrases.push([]);
  }
  return phrases.filter((phrase) => phrase.length > 0);
}
