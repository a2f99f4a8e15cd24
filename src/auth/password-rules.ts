import { dictionary } from '@zxcvbn-ts/language-common';

const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;

const COMMON = new Set(
  dictionary['passwords-common']
    .map(String)
    .filter(({ length }) => length >= MIN_PASSWORD)
    .map((password) => password.toLowerCase()),
);
/** One to four characters again and again. */
const REPETITION = /^(.{1,4})\1+$/su;

/** What is wrong with a new password, as words that follow "password"; undefined when it will do. */
export function weaknessOf(password: string, email: string | null): string | undefined {
  const characters = [...password].length;
  if (characters < MIN_PASSWORD || characters > MAX_PASSWORD)
    return `must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters`;
  const plain = password.toLowerCase();
  const address = email?.toLowerCase();
  if (plain === address || plain === address?.split('@')[0])
    return 'must not be the e-mail address';
  if (COMMON.has(plain)) return 'is one of the commonest passwords';
  if (REPETITION.test(plain)) return 'must not be one short piece again and again';
  return undefined;
}
