import { isStorable } from '../common/storable-text.js';

const MAX_BYTES = 1024;
const MAX_NAME_BYTES = 255;

export type ReadPath = { readonly path: string } | { readonly fault: string };

/**
 * The path of a file within its app: names with `/` between them, in Unicode's composed form, so that what
 * looks the same is the same. Clients may put `apps/{app_id}/` before it.
 */
export function readFilePath(text: string, appId: string): ReadPath {
  const path = withoutHead(text.normalize('NFC'), appId);
  const fault = path === '' ? 'must name a file' : faultOf(path);
  return fault === undefined ? { path } : { fault };
}

/** The same for a folder, with `/` at its end, or empty for the whole app. */
export function readFolderPath(text: string, appId: string): ReadPath {
  const path = withoutHead(`${text.normalize('NFC').replace(/\/$/, '')}/`, appId);
  if (path === '' || path === '/') return { path: '' };
  const fault = faultOf(path.slice(0, -1));
  return fault === undefined ? { path } : { fault };
}

function withoutHead(path: string, appId: string): string {
  const head = `apps/${appId}/`;
  return path.startsWith(head) ? path.slice(head.length) : path;
}

function faultOf(path: string): string | undefined {
  if (!isStorable(path) || /[\p{Cc}\\]/u.test(path))
    return 'must hold no control character, no backslash and no half of a character';
  const names = path.split('/');
  if (names[0] === 'apps') return 'must be a path within this very app';
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    return 'must be names with / between them, none of them empty, . or ..';
  if (names.some((name) => Buffer.byteLength(name) > MAX_NAME_BYTES))
    return `must have names of ${MAX_NAME_BYTES} bytes at most`;
  return Buffer.byteLength(path) > MAX_BYTES ? `must be ${MAX_BYTES} bytes at most` : undefined;
}
