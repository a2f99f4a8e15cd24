// Every form begins where no such character stands before it, so that a long text is read once, whatever is in it.
const START = '(?<![\\w-])';
const form = (source: string) => new RegExp(START + source);

/** What is a secret by its form, and what to call it. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY/, 'a private key'],
  [form('flk_[\\w-]+\\.[\\w-]+\\.[\\w-]{16}'), 'the key of an app'],
  [form('pat_[\\w-]{8,}\\.[\\w-]{16}'), 'a personal access token'],
  [form('sealed:[\\w-]{8}\\.[\\w-]{16}\\.'), 'an encrypted secret'],
  [form('eyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{8}'), 'a JSON web token'],
  [form('(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Z])'), 'an access key of AWS'],
  [form('(?:gh[opsur]_[A-Za-z0-9]{30}|github_pat_\\w{30})'), 'a token of GitHub'],
  [form('glpat-[\\w-]{20}'), 'a token of GitLab'],
  [form('xox[abeoprs]-[\\w-]{10}'), 'a token of Slack'],
  [form('[rs]k_(?:live|test)_[A-Za-z0-9]{10}'), 'a key of Stripe'],
  [form('sk-[\\w-]{20}'), 'an API key'],
  [form('AIza[\\w-]{35}'), 'an API key of Google'],
  [/:\/\/[^\s/:@]{0,100}:[^\s/@]{1,200}@/, 'an address with a password'],
  [form('(?:Bearer|Basic) {1,3}(?=[A-Za-z.~+/_=-]{0,200}\\d)[\\w.~+/=-]{16}'), 'an authorization'],
];
/** Shorter texts hold none of them. */
const SHORTEST = 5;

/** What kind of secret a text holds, by its form; undefined = none that is known. */
export function secretForm(text: string): string | undefined {
  if (text.length < SHORTEST) return undefined;
  return FORMS.find(([known]) => known.test(text))?.[1];
}

const DATA_URL = /data:[\w/+.-]{1,100};base64,[\w+/=]*/g;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const WORD = /[\w+=-]{32,}/g;
const BASE64 = /^[\w+/-]{32,}={0,2}$/;
/** Bits per character: random hexadecimal digits have up to 4, random base64 up to 6, names of things fewer. */
const HEX_BITS = 3;
const TEXT_BITS = 4;

/**
 * Whether a word of the text looks as if it was drawn by lot, as keys and tokens are: 32 characters or more.
 * Pictures in data URLs and UUIDs are known to be none.
 */
export function looksRandom(text: string): boolean {
  if (text.length < 32) return false;
  const words = text.replace(DATA_URL, ' ').replace(UUID, ' ').match(WORD) ?? [];
  return (BASE64.test(text) ? [...words, text] : words).some(isRandom);
}

function isRandom(word: string): boolean {
  const has = (characters: RegExp) => characters.test(word);
  if (/^[0-9a-f]+$/i.test(word)) return has(/\d/) && has(/[a-f]/i) && bitsOf(word) >= HEX_BITS;
  return has(/\d.*\d/) && has(/[a-z]/) && has(/[A-Z]/) && bitsOf(word) >= TEXT_BITS;
}

/** Shannon's entropy per character. */
function bitsOf(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / word.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}
