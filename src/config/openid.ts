import { isSafeOrigin } from './addresses.js';

/** An issuer's identifier: https, or http on this very machine; with or without a path. */
export function isIssuer(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text) || /[?#]/.test(text)) return false;
  const { origin, username, password } = new URL(text);
  return isSafeOrigin(origin) && username === '' && password === '';
}
