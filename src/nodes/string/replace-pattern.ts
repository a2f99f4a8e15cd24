import type { RE2JS } from 're2js';
import { NodeError } from '../../engine/index.js';

/** `$1`, `$name`, `${name}` or `$$`. As in Rust the longest name counts: `$1a` is the group `1a`. */
const REFERENCE = /\$(?:(\$)|([\p{Alphabetic}\p{Nd}_]+)|\{([^{}]+)\})/u;
/** Text times program: what the matcher may have to do, at most. */
const MAX_WORK = 400_000_000;

/** Replaces all matches. Throws NodeError when the text gets longer than `limit` or the work too much. */
export function replacePattern(text: string, pattern: RE2JS, by: string, limit: number): string {
  if (text.length * pattern.programSize() > MAX_WORK)
    throw new NodeError('The pattern is too large for a text of this length');
  const write = replacementOf(by, pattern);
  const matcher = pattern.matcher(text);
  const parts: string[] = [];
  let length = 0;
  let done = 0;
  const add = (part: string) => {
    length += part.length;
    if (length > limit) throw new NodeError(`The changed text is longer than ${limit}`);
    parts.push(part);
  };
  while (matcher.find()) {
    // As in Rust, nothing is not found right behind a match.
    if (matcher.end() === done && parts.length > 0) continue;
    add(text.slice(done, matcher.start()));
    write((group) => matcher.group(group) ?? '', add);
    done = matcher.end();
  }
  add(text.slice(done));
  return parts.join('');
}

type Write = (groupText: (group: number) => string, add: (part: string) => void) => void;

/** The replacement read once: texts and numbers of groups by turns. A group that is none is empty. */
function replacementOf(by: string, pattern: RE2JS): Write {
  const names = pattern.namedGroups() as Readonly<Record<string, number>>;
  // Three captures: every fourth part is plain text.
  const parts = by.split(REFERENCE);
  const pieces: (string | number)[] = [];
  for (let index = 0; index < parts.length; index += 4) {
    pieces.push(parts[index]!);
    if (index + 1 === parts.length) break;
    const [dollar, bare, braced] = parts.slice(index + 1, index + 4);
    if (dollar !== undefined) pieces.push('$');
    else pieces.push(groupOf((bare ?? braced)!, names, pattern.groupCount()));
  }
  return (groupText, add) => {
    for (const piece of pieces) add(typeof piece === 'string' ? piece : groupText(piece));
  };
}

function groupOf(name: string, names: Readonly<Record<string, number>>, count: number) {
  const group = /^\d+$/.test(name) ? Number(name) : Object.hasOwn(names, name) ? names[name]! : -1;
  return group >= 0 && group <= count ? group : '';
}
