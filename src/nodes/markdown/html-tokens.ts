import { decodeEntities } from './entities.js';

export type HtmlToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'close'; readonly name: string };

/** What stands in these is text, whatever it looks like. */
const RAW = new Set([
  'script',
  'style',
  'textarea',
  'title',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
]);
const TAG_NAME = /[a-z][^\s/>]*/iy;
const BETWEEN = /[\s/]*/y;
const ATTRIBUTE_NAME = /[^\s/>=][^\s/>=]*|=/y;
const EQUALS = /\s*=\s*/y;
const BARE_VALUE = /[^\s>]*/y;

/**
 * Takes HTML apart as browsers do: whatever the text, without an error and in time in proportion to it. Names are in
 * lower case, entities decoded.
 */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let place = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = place;
    const found = pattern.exec(html)?.[0] ?? '';
    place += found.length;
    return found;
  };
  /** Goes behind the next `mark`, or to the end. */
  const skipTo = (mark: string, from: number) => {
    const found = html.indexOf(mark, from);
    place = found === -1 ? html.length : found + mark.length;
  };
  const takeAttributes = (): ReadonlyMap<string, string> => {
    const attributes = new Map<string, string>();
    for (take(BETWEEN); place < html.length && html[place] !== '>'; take(BETWEEN)) {
      const name = take(ATTRIBUTE_NAME).toLowerCase();
      let value = '';
      if (take(EQUALS) !== '') {
        const quote = html[place];
        if (quote === '"' || quote === "'") {
          const start = place + 1;
          skipTo(quote, start);
          value = html.slice(start, html[place - 1] === quote ? place - 1 : place);
        } else value = take(BARE_VALUE);
      }
      if (!attributes.has(name)) attributes.set(name, decodeEntities(value));
    }
    place++;
    return attributes;
  };

  while (place < html.length) {
    const tag = html.indexOf('<', place);
    const end = tag === -1 ? html.length : tag;
    if (end > place) yield { kind: 'text', text: decodeEntities(html.slice(place, end)) };
    place = end + 1;
    if (tag === -1) return;
    const next = html[place];
    if (html.startsWith('!--', place)) skipTo('-->', place + 1);
    else if (next === '!' || next === '?') skipTo('>', place);
    else if (next === '/') {
      place++;
      const name = take(TAG_NAME).toLowerCase();
      skipTo('>', place);
      if (name !== '') yield { kind: 'close', name };
    } else {
      const name = take(TAG_NAME).toLowerCase();
      if (name === '') {
        yield { kind: 'text', text: '<' };
        continue;
      }
      yield { kind: 'open', name, attributes: takeAttributes() };
      if (!RAW.has(name)) continue;
      const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
      closing.lastIndex = place;
      const until = closing.exec(html)?.index ?? html.length;
      if (until > place) yield { kind: 'text', text: html.slice(place, until) };
      place = until;
    }
  }
}
