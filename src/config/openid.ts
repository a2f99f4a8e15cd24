import { isSafeOrigin, splitList } from './addresses.js';

/** Schemes that lead to no app of anybody's, or run what they hold. */
const NOBODYS = /^(javascript|data|vbscript|file|blob|about|view-source|ftp|wss?|mailto):$/;

/** Whether codes may be sent to each of these: https, http on this very machine, or the scheme of a native app. */
export function areOpenIdRedirects(text: unknown): boolean {
  return splitList(text as string).every((part) => {
    if (!URL.canParse(part) || part.includes('#')) return false;
    const { protocol, origin, username, password } = new URL(part);
    if (username !== '' || password !== '') return false;
    const isWeb = protocol === 'https:' || protocol === 'http:';
    return isWeb ? isSafeOrigin(origin) : !NOBODYS.test(protocol);
  });
}

/** An issuer's identifier: https, or http on this very machine; with or without a path. */
export function isIssuer(text: unknown): boolean {
  if (typeof text !== 'string' || !URL.canParse(text) || /[?#]/.test(text)) return false;
  const { origin, username, password } = new URL(text);
  return isSafeOrigin(origin) && username === '' && password === '';
}
