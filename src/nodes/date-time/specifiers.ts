import { NodeError } from '../../engine/index.js';

// The language in which dates are written and read: the % codes of strftime, as chrono knows them.

export type Item =
  | { readonly text: string }
  | {
      readonly code: string;
      /** What fills a short number up; undefined = what is usual. */ readonly fill?: string;
    };

const SPECIFIER = /%([-_0]?)(:{0,3}z|#z|\.?[369]?f|[A-Za-z%+])/y;
const FILLS: Readonly<Record<string, string>> = { '-': '', _: ' ', '0': '0' };
const LONGER: Readonly<Record<string, string>> = {
  D: '%m/%d/%y',
  x: '%m/%d/%y',
  F: '%Y-%m-%d',
  v: '%e-%b-%Y',
  R: '%H:%M',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  '+': '%Y-%m-%dT%H:%M:%S%.f%:z',
};
const TEXTS: Readonly<Record<string, string>> = { n: '\n', t: '\t', '%': '%' };
const CODES = /^(?:[YCymbBhdeaAwuUWGgVjHkIlPpMSqsZ]|\.?[369]?f|:{0,3}z|#z)$/;
/** Longer ones are no formats of dates. */
const MAX_LENGTH = 10_000;

/** Takes a format apart. Throws NodeError for a code that is none. */
export function readFormat(format: string): readonly Item[] {
  if (format.length > MAX_LENGTH)
    throw new NodeError(`The format is longer than ${MAX_LENGTH} characters`);
  const items: Item[] = [];
  for (let from = 0; from < format.length;) {
    const percent = format.indexOf('%', from);
    const end = percent === -1 ? format.length : percent;
    if (end > from) items.push({ text: format.slice(from, end) });
    if (percent === -1) break;
    SPECIFIER.lastIndex = percent;
    const [all = '', fill = '', code = ''] = SPECIFIER.exec(format) ?? [];
    items.push(...itemsOf(code, fill === '' ? undefined : FILLS[fill], percent));
    from = percent + all.length;
  }
  return items;
}

function itemsOf(code: string, fill: string | undefined, place: number): readonly Item[] {
  if (Object.hasOwn(TEXTS, code)) return [{ text: TEXTS[code]! }];
  if (Object.hasOwn(LONGER, code)) return readFormat(LONGER[code]!);
  if (!CODES.test(code))
    throw new NodeError(
      `At ${place} the format has a % that no known code follows; a plain one is %%`,
    );
  return [fill === undefined ? { code } : { code, fill }];
}
