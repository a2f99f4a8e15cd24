import { NodeError, parseValue, type Value } from '../../engine/index.js';

/** A name, an operator or a sign, or a literal with its value. */
export type Token =
  | { readonly kind: 'name' | 'sign'; readonly text: string }
  | { readonly kind: 'literal'; readonly text: string; readonly value: Value };

/** A piece of a template: plain text, `{{ output }}` or `{% statement %}`. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output' | 'statement'; readonly tokens: readonly Token[] };

const OPEN = /\{[{%#]/g;
const RAW = /\{%[-+]?\s*raw\s*[-+]?%\}/y;
const END_RAW = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;
const CLOSE = { '{{': '}}', '{%': '%}', '{#': '#}' } as const;
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>=|.,:()[\]{}]))/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Cuts a template into its parts. Throws NodeError for what does not end. */
export function partsOf(template: string): Part[] {
  const source = template.replace(/\r?\n$/, '');
  const parts: Part[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (end: number, trimEnd: boolean) => {
    let text = source.slice(at, end);
    if (trimNext) text = text.trimStart();
    if (trimEnd) text = text.trimEnd();
    if (text !== '') parts.push({ kind: 'text', text });
  };
  for (;;) {
    OPEN.lastIndex = at;
    const start = OPEN.exec(source)?.index;
    if (start === undefined) break;
    const open = source.slice(start, start + 2) as keyof typeof CLOSE;
    addText(start, source[start + 2] === '-');
    RAW.lastIndex = start;
    const raw = RAW.exec(source);
    if (raw !== null) {
      END_RAW.lastIndex = RAW.lastIndex;
      const end = END_RAW.exec(source);
      if (end === null) throw new NodeError('The template has a raw block without an end');
      parts.push({ kind: 'text', text: source.slice(start + raw[0].length, end.index) });
      at = END_RAW.lastIndex;
      trimNext = end[0].includes('-%}');
      continue;
    }
    const from = start + (/[-+]/.test(source[start + 2] ?? '') ? 3 : 2);
    const [tokens, close] = open === '{#' ? skip(source, from) : read(source, from, CLOSE[open]);
    if (open !== '{#') parts.push({ kind: open === '{{' ? 'output' : 'statement', tokens });
    trimNext = source[close - 1] === '-';
    at = close + 2;
  }
  addText(source.length, false);
  return parts;
}

function skip(source: string, from: number): [Token[], number] {
  const close = source.indexOf('#}', from);
  if (close < 0) throw new NodeError('The template has a comment without an end');
  return [[], close];
}

/** The tokens up to the closing sign, and where that is. */
function read(source: string, from: number, closing: string): [Token[], number] {
  const tokens: Token[] = [];
  let nested = 0;
  TOKEN.lastIndex = from;
  for (;;) {
    const at = TOKEN.lastIndex;
    const rest = /\s*/y;
    rest.lastIndex = at;
    rest.test(source);
    const place = rest.lastIndex;
    const isTrim = source[place] === '-' && source.startsWith(closing, place + 1);
    if (nested === 0 && (isTrim || source.startsWith(closing, place)))
      return [tokens, isTrim ? place + 1 : place];
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(source);
    if (found === null)
      throw new NodeError(`The template does not make sense at ${near(source, place)}`);
    const token = tokenOf(found);
    if (token.kind === 'sign') nested += token.text === '{' ? 1 : token.text === '}' ? -1 : 0;
    tokens.push(token);
  }
}

function tokenOf([, number, name, quoted, sign]: RegExpExecArray): Token {
  if (name !== undefined) return { kind: 'name', text: name };
  if (sign !== undefined) return { kind: 'sign', text: sign };
  const text = (number ?? quoted)!;
  return { kind: 'literal', text, value: number === undefined ? unquote(text) : numberOf(number) };
}

function numberOf(text: string): Value {
  try {
    return parseValue(text);
  } catch {
    throw new NodeError(`The template has a number that is none: ${text.slice(0, 40)}`);
  }
}

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|([^]))/g, (_, hex: string | undefined, sign: string) =>
      hex === undefined ? (ESCAPES[sign] ?? sign) : String.fromCharCode(parseInt(hex, 16)),
    );
}

const near = (source: string, place: number) =>
  place >= source.length ? 'its end' : `"${source.slice(place, place + 20)}"`;
