/** Where triggers are called: followed by the id of the app and the path. */
export const HTTP_DOOR = '/api/v1/sink/trigger/http/';

const MAX_CHARACTERS = 200;
const PLAIN = /^(?:\/[^/\\?#%\p{Cc}\p{Cs}]+)+$/u;

export const PATH_RULE =
  'must be a path such as /orders/new: 1 to 200 characters, no empty, . or .. parts, none of \\ ? # %';

/** A path as triggers keep it: one slash in front, none at the end. Undefined for what is no plain path. */
export function triggerPath(text: string): string | undefined {
  const path = `/${text.replace(/^\//, '').replace(/\/$/, '')}`;
  if (path.length > MAX_CHARACTERS) return undefined;
  if (path === '/') return path;
  return PLAIN.test(path) && !path.split('/').some(isDots) ? path : undefined;
}

/** The path of a trigger that a URL asks for, after `prefix`. An encoded slash is part of no path. */
export function pathOfUrl(url: string, prefix: string): string | undefined {
  const [encoded = ''] = url.slice(prefix.length).split('?');
  try {
    const parts = encoded.replace(/\/$/, '').split('/').map(decodeURIComponent);
    return parts.some((part) => part.includes('/')) ? undefined : triggerPath(parts.join('/'));
  } catch {
    return undefined;
  }
}

const isDots = (part: string) => part === '.' || part === '..';
