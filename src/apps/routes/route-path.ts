const MAX_CHARACTERS = 200;
const NAME = /^[\p{L}\p{N}._~-]+$/u;

/**
 * The path of a page as it is kept: `/`, or names each with `/` before it. Clients may leave out the first `/` or
 * add one at the end. Undefined for what is no path.
 */
export function routePathOf(text: string): string | undefined {
  const names = text.normalize('NFC').replace(/^\//, '').replace(/\/$/, '');
  if (names === '') return text.length > 1 ? undefined : '/';
  const path = `/${names}`;
  const isPath = names.split('/').every((name) => NAME.test(name) && name !== '.' && name !== '..');
  return isPath && path.length <= MAX_CHARACTERS ? path : undefined;
}

export const ROUTE_PATH_RULE =
  'must be a path such as /dashboard: letters, digits and . _ ~ - between slashes, 200 characters at most';
