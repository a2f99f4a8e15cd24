import { InvalidError } from '../../common/errors.js';
import { isIdentifier } from '../../common/identifier.js';
import type { StoreSort } from './search-store.dto.js';

const NUMBER = /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** Where a page ended: by what it is sorted, in the text of Postgres, and the app it ended with. */
export interface StoreCursor {
  readonly key: string;
  readonly appId: string;
}

export function storeCursor(sort: StoreSort, { key, appId }: StoreCursor): string {
  return Buffer.from(JSON.stringify([sort, key, appId])).toString('base64url');
}

/** Throws InvalidError for a cursor of another list or of another order. */
export function readStoreCursor(sort: StoreSort, cursor: string): StoreCursor {
  const [of, key, appId] = parsed(cursor);
  const form = sort === 'newest' || sort === 'updated' ? TIME : NUMBER;
  if (of === sort && typeof key === 'string' && form.test(key) && isIdentifier(appId))
    return { key, appId };
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from a page in the same order' },
  ]);
}

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
