import { isNodeName } from '../references.js';
import { slug } from '../slug.js';

/** Ids that a program made: long, of small letters and digits mixed; or of hex digits with dashes. */
const IS_MADE_UP = /^(?=.*\d)(?=.*[a-z])[a-z\d]{20,}$|^[\da-f]{8}-[\da-f]{4}-/;
const MAX_LENGTH = 40;

/** Of a thing on a board: its id and the words it is called by. */
export interface Named {
  readonly id: string;
  readonly words: string;
}

/**
 * Short names by id. An id that somebody could have written is its own name; others are called after their
 * words. Where several would have one name they get the first letters of their ids: names depend on no
 * order, and one more thing changes the names of no others but its first namesake.
 */
export function shortNames(things: readonly Named[]): Map<string, string> {
  const names = new Map<string, string>();
  const groups = new Map<string, string[]>();
  for (const { id, words } of things)
    if (isReadable(id)) names.set(id, id);
    else if (groups.has(words)) groups.get(words)!.push(id);
    else groups.set(words, [id]);
  const taken = new Set(names.values());
  for (const [words, ids] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const id of ids.sort()) {
      const bare = ids.length === 1 && !taken.has(words);
      const name = bare ? words : withLetters(words, id, taken);
      taken.add(name);
      names.set(id, name);
    }
  return names;
}

function isReadable(id: string): boolean {
  return isNodeName(id) && id.length <= MAX_LENGTH && !IS_MADE_UP.test(id);
}

function withLetters(words: string, id: string, taken: ReadonlySet<string>): string {
  const letters = slug(id).replaceAll('_', '');
  for (let length = Math.min(4, letters.length); length <= letters.length; length++) {
    const name = `${words}_${letters.slice(0, length)}`;
    if (letters !== '' && !taken.has(name)) return name;
  }
  let count = 2;
  while (taken.has(`${words}_${count}`)) count++;
  return `${words}_${count}`;
}
