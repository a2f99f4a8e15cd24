import { isSafeOrigin, splitList } from './addresses.js';

/** Schemes that lead to no app of anybody's, or run what they hold. */
const NOBODYS = /^(javascript|data|vbscript|file|blob|about|view-source|ftp|wss?|mailto):$/;

/** Whether each of these may be sent one-time codes: https, http on loopback, or the scheme of a native app. */
export function areRedirectUris(text: unknown): boolean {
  return splitList(text as string).every(isRedirectUri);
}

function isRedirectUri(text: string): boolean {
  // Nothing stands for anything else here: who writes a star expects otherwise.
  if (!URL.canParse(text) || /[#*]/.test(text)) return false;
  const { protocol, origin, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:' || protocol === 'http:') return isSafeOrigin(origin);
  return !NOBODYS.test(protocol);
}
