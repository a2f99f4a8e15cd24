import { NodeError } from '../../engine/index.js';

// Where a text may be cut, the best places first. Each matches what stands right behind a cut.
const HEADING = /(?<=\n)(?=#{1,6} )/g;
const LEVELS = [
  /(?<=\n[^\S\n]*\n)(?=[^\n])/g,
  /(?<=\n)(?=[^\n])/g,
  /(?<=[.!?…]["'”’)\]]?\s)(?=\S)/g,
  /(?<=\s)(?=\S)/g,
];
/** Characters of a text; more would hold up other runs. */
const MAX_LENGTH = 4_000_000;
/** What overlaps grow a text by, at most. */
const MAX_GROWTH = 20;

/**
 * Cuts a text into pieces of at most `capacity` characters, each at the best place there is, each beginning with up to
 * `overlap` characters of the one before. Blanks around pieces do not belong to them. Throws NodeError for more than
 * `limit` pieces and for a text that is too long.
 */
export function chunksOf(
  text: string,
  capacity: number,
  overlap: number,
  isMarkdown: boolean,
  limit: number,
): readonly string[] {
  if (text.length > MAX_LENGTH)
    throw new NodeError(`The text is longer than ${MAX_LENGTH} characters`);
  const signs = Array.from(text);
  const ranks = ranksOf(text, signs, isMarkdown);
  const chunks: string[] = [];
  let handled = 0;
  for (let start = skipBlanks(signs, 0); start < signs.length;) {
    const end = endOf(signs, ranks, start, capacity);
    const chunk = signs.slice(start, end).join('').trim();
    if (chunk !== '') chunks.push(chunk);
    if (chunks.length > limit) throw new NodeError(`The text has more than ${limit} pieces`);
    handled += end - start;
    if (handled > MAX_GROWTH * signs.length + 1_000_000)
      throw new NodeError('overlap is too close to capacity for a text of this length');
    if (end >= signs.length) break;
    start = skipBlanks(signs, backFrom(ranks, start, end, overlap));
  }
  return chunks;
}

/** How good a cut before each sign is: 1 is the best, 255 is none but between signs. */
function ranksOf(text: string, signs: readonly string[], isMarkdown: boolean): Uint8Array {
  const byUnit = new Uint8Array(text.length + 1).fill(255);
  for (const [rank, pattern] of [...(isMarkdown ? [HEADING] : []), ...LEVELS].entries())
    for (const { index } of text.matchAll(pattern))
      if (byUnit[index]! > rank + 1) byUnit[index] = rank + 1;
  const ranks = new Uint8Array(signs.length + 1);
  let unit = 0;
  for (const [index, sign] of signs.entries()) {
    ranks[index] = byUnit[unit]!;
    unit += sign.length;
  }
  return ranks;
}

/** The last of the best cuts within reach; blanks at the end do not count. */
function endOf(
  signs: readonly string[],
  ranks: Uint8Array,
  start: number,
  capacity: number,
): number {
  const last = skipBlanks(signs, start + capacity);
  if (last >= signs.length) return signs.length;
  let best = last;
  for (let place = last; place > start; place--) if (ranks[place]! < ranks[best]!) best = place;
  return best;
}

/** Where the next piece begins: the first cut between words within the overlap, else between signs. */
function backFrom(ranks: Uint8Array, start: number, end: number, overlap: number): number {
  if (overlap === 0) return end;
  const first = Math.max(start + 1, end - overlap);
  for (let place = first; place < end; place++) if (ranks[place]! < 255) return place;
  // Inside a word only where the cut itself is inside one.
  return ranks[end] === 255 ? first : end;
}

function skipBlanks(signs: readonly string[], from: number): number {
  let place = from;
  while (place < signs.length && signs[place]!.trim() === '') place++;
  return place;
}
