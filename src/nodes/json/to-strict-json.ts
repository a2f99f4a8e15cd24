const BLANKS = /[\s\ufeff]*/y;
const LINE = /[^\n\r\u2028\u2029]*/y;
const WORD = /[^\s{}[\],:"'/]+/y;
const HEXADECIMAL = /^([+-]?)0x([\da-f]+)$/i;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(e[+-]?\d+)?$/i;
const LITERALS = ['true', 'false', 'null'];
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\u2028': '',
  '\u2029': '',
};
const ESCAPE = /\\(?:u([\da-f]{4})|x([\da-f]{2})|\r\n|([^]))/gi;

/**
 * The object or array that begins at `start`, written in JSON5 or cut off, as strict JSON. What is still open at
 * the end is closed, what follows the end is left out. Undefined where it is neither; what comes out need not be
 * JSON either. Takes time in proportion to the text.
 */
export function toStrictJson(text: string, start: number): string | undefined {
  const open: string[] = [];
  const parts: string[] = [];
  let place = start;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = place;
    const found = pattern.exec(text)?.[0] ?? '';
    place += found.length;
    return found;
  };
  const close = (bracket: string) => {
    if (parts.at(-1) === ',') parts.pop();
    parts.push(bracket);
  };
  /** Blanks and remarks; a remark that nobody ends goes to the end. */
  const skipBetween = () => {
    for (take(BLANKS); ; take(BLANKS)) {
      if (text.startsWith('//', place)) take(LINE);
      else if (text.startsWith('/*', place)) {
        const end = text.indexOf('*/', place + 2);
        place = end === -1 ? text.length : end + 2;
      } else return;
    }
  };
  while (place < text.length) {
    const sign = text[place]!;
    if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? '}' : ']');
      parts.push(sign);
      place++;
    } else if (sign === '}' || sign === ']') {
      if (open.pop() !== sign) return undefined;
      close(sign);
      place++;
    } else if (sign === ',' || sign === ':') {
      parts.push(sign);
      place++;
    } else if (sign === '"' || sign === "'") {
      const end = endOfText(text, sign, place + 1);
      parts.push(strictText(text.slice(place + 1, end)));
      place = end + 1;
    } else {
      const word = take(WORD);
      // A slash that begins no remark.
      if (word === '') return undefined;
      const isName = open.at(-1) === '}' && [',', '{'].includes(parts.at(-1) ?? '');
      const strict = isName ? strictText(word) : strictWord(word);
      if (strict === undefined) return undefined;
      parts.push(strict);
    }
    if (open.length === 0) break;
    skipBetween();
  }
  for (const bracket of open.reverse()) close(bracket);
  // Parts that nothing stands between must not become one.
  return parts.join(' ');
}

/** Where its quote is; the end if there is none. A pattern with a choice would need a stack as deep as the text is long. */
function endOfText(text: string, quote: string, from: number): number {
  let place = from;
  while (place < text.length && text[place] !== quote) place += text[place] === '\\' ? 2 : 1;
  return Math.min(place, text.length);
}

function strictText(text: string): string {
  const plain = text.replace(ESCAPE, (_, unicode?: string, hexadecimal?: string, sign?: string) => {
    const code = unicode ?? hexadecimal;
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    return sign === undefined ? '' : (ESCAPES[sign] ?? sign);
  });
  return JSON.stringify(plain);
}

/** A number or a literal; NaN and the infinities have no JSON form and become null. */
function strictWord(word: string): string | undefined {
  if (LITERALS.includes(word)) return word;
  if (/^[+-]?(?:NaN|Infinity)$/.test(word)) return 'null';
  const hexadecimal = HEXADECIMAL.exec(word);
  if (hexadecimal !== null)
    return (hexadecimal[1] === '-' ? '-' : '') + hexadecimalOf(hexadecimal[2]!);
  const [all, sign, whole, fraction, exponent = ''] = DECIMAL.exec(word) ?? [];
  if (all === undefined || (whole === '' && (fraction ?? '') === '')) return undefined;
  const digits = whole!.replace(/^0+(?=\d)/, '') || '0';
  const point = fraction === undefined ? '' : `.${fraction || '0'}`;
  return `${sign === '-' ? '-' : ''}${digits}${point}${exponent}`;
}

const hexadecimalOf = (digits: string) =>
  digits.length > 16 ? 'too-large' : BigInt(`0x${digits}`).toString();
