import { InvalidError } from '../../common/errors.js';
import { isIdentifier } from '../../common/identifier.js';
import type { StoreOrder } from './store-order.js';

/** The longest cursor there can be. */
export const CURSOR_LENGTH = 1500;

const NUMBER = /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/;
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

/** Where a page ended: by what it is sorted, in the text of Postgres, and the app it ended with. */
export interface StoreCursor {
  readonly key: string;
  readonly appId: string;
}

export function storeCursor(order: StoreOrder, { key, appId }: StoreCursor): string {
  return Buffer.from(JSON.stringify([nameOf(order), key, appId])).toString('base64url');
}

/** Throws InvalidError for a cursor of another list or of another order. */
export function readStoreCursor(order: StoreOrder, cursor: string): StoreCursor {
  const [of, key, appId] = parsed(cursor);
  const isTime = order.by === 'newest' || order.by === 'updated';
  if (of === nameOf(order) && isKey(key, isTime) && isIdentifier(appId)) return { key, appId };
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from a page in the same order' },
  ]);
}

function isKey(key: unknown, isTime: boolean): key is string {
  if (typeof key !== 'string') return false;
  if (!isTime) return NUMBER.test(key) && Number.isFinite(Number(key));
  return TIME.test(key) && !Number.isNaN(Date.parse(key.replace(' ', 'T').replace('+00', 'Z')));
}

const nameOf = ({ by, isDescending }: StoreOrder) => (isDescending ? by : `${by}-ascending`);

function parsed(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
