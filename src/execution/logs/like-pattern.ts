type Element = 'any' | string;

/**
 * Tells whether texts match a pattern of SQL's LIKE: `%` stands for any characters, `_` for one, a backslash
 * takes its meaning from the next. Takes time in proportion to the text, whatever the pattern.
 */
export function likePattern(pattern: string, ignoresCase: boolean): (text: string) => boolean {
  const folded = ignoresCase ? pattern.toLowerCase() : pattern;
  const parts = partsOf(folded);
  const matches = parts.some((part) => part.includes('any'))
    ? automaton(parts)
    : searches(parts.map((part) => part.join('')));
  return ignoresCase ? (text) => matches(text.toLowerCase()) : matches;
}

/** What stands between the `%`, by characters. */
function partsOf(pattern: string): Element[][] {
  const parts: Element[][] = [[]];
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === '\\') {
      isEscaped = true;
      continue;
    }
    if (!isEscaped && character === '%') parts.push([]);
    else parts.at(-1)!.push(!isEscaped && character === '_' ? 'any' : character);
    isEscaped = false;
  }
  if (isEscaped) parts.at(-1)!.push('\\');
  return parts;
}

/** Without `_` each part is looked for where the one before it ended. */
function searches(parts: readonly string[]): (text: string) => boolean {
  const [first, ...others] = parts as [string, ...string[]];
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (!text.startsWith(first)) return false;
    let from = first.length;
    for (const part of others) {
      const at = text.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return text.length - last.length >= from && text.endsWith(last);
  };
}

/**
 * All places of the pattern at which a match may be after so many characters, as bits: one step for each
 * character and 32 places.
 */
function automaton(parts: readonly (readonly Element[])[]): (text: string) => boolean {
  const elements = parts.flat();
  const words = (elements.length >> 5) + 1;
  const bits = () => new Uint32Array(words);
  const set = (mask: Uint32Array, place: number) => void (mask[place >> 5]! |= 1 << (place & 31));
  const others = bits();
  const steps = new Map<string, Uint32Array>();
  for (const element of new Set(elements)) if (element !== 'any') steps.set(element, bits());
  elements.forEach((element, place) => {
    if (element === 'any') for (const mask of [others, ...steps.values()]) set(mask, place);
    else set(steps.get(element)!, place);
  });
  const stays = bits();
  parts.slice(0, -1).reduce((place, part) => {
    set(stays, place + part.length);
    return place + part.length;
  }, 0);
  return (text) => {
    const at = bits();
    set(at, 0);
    for (const character of text) {
      const step = steps.get(character) ?? others;
      for (let word = words - 1; word >= 0; word--) {
        const moved = (at[word]! & step[word]!) << 1;
        const carried = word === 0 ? 0 : (at[word - 1]! & step[word - 1]!) >>> 31;
        at[word] = moved | carried | (at[word]! & stays[word]!);
      }
    }
    return (at[elements.length >> 5]! & (1 << (elements.length & 31))) !== 0;
  };
}
