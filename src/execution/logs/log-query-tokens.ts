import { InvalidError } from '../../common/errors.js';

export type TokenKind = 'word' | 'name' | 'text' | 'number' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A word in upper case, a name or a text without its quotes. */
  readonly text: string;
  /** Of its first character in the query, from 1 on. */
  readonly position: number;
}

const MOST_CHARACTERS = 4000;
const MOST_TOKENS = 500;

/** One token at the place where it is applied, and the spaces before it; no branch of it can match in two ways. */
const TOKEN =
  /\s*(?:('(?:[^']|'')*')|("(?:[^"]|"")+")|(-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])|([A-Za-z_]\w*)|(<>|!=|<=|>=|[=<>(),]))/y;

/** Cuts a query into its tokens, the last of which is its end. Throws InvalidError. */
export function tokensOf(query: string): Token[] {
  if (query.length > MOST_CHARACTERS)
    throw queryError(MOST_CHARACTERS + 1, `a query has at most ${MOST_CHARACTERS} characters`);
  const tokens: Token[] = [];
  const { length } = query.trimEnd();
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < length;) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(query);
    if (match === null) throw unreadable(query, from);
    const position = from + match[0].length - match[0].trimStart().length + 1;
    if (tokens.length === MOST_TOKENS)
      throw queryError(position, `a query has at most ${MOST_TOKENS} words and signs`);
    tokens.push({ ...tokenOf(match), position });
  }
  return [...tokens, { kind: 'end', text: '', position: length + 1 }];
}

function tokenOf([, text, name, number, word, sign]: RegExpExecArray): Omit<Token, 'position'> {
  if (text !== undefined) return { kind: 'text', text: text.slice(1, -1).replaceAll(`''`, `'`) };
  if (name !== undefined) return { kind: 'name', text: name.slice(1, -1).replaceAll(`""`, `"`) };
  if (number !== undefined) return { kind: 'number', text: number };
  if (word !== undefined) return { kind: 'word', text: word.toUpperCase() };
  return { kind: 'sign', text: sign! };
}

function unreadable(query: string, from: number): InvalidError {
  const at = from + query.slice(from).search(/\S/);
  if (query[at] === `'` || query[at] === '"')
    return queryError(at + 1, 'the quote that begins here does not end');
  return queryError(at + 1, 'no word, number, text in single quotes or sign begins here');
}

/** A mistake in a query, by the place of the character it begins at. */
export function queryError(position: number, message: string): InvalidError {
  return new InvalidError('The query can’t be read', [
    { path: 'query', message: `at character ${position}: ${message}` },
  ]);
}
