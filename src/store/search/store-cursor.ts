import { InvalidError } from '../../common/errors.js';
import { isIdentifier } from '../../common/identifier.js';
import type { StoreOrder } from './store-order.js';

/** The longest cursor there can be. */
export const CURSOR_LENGTH = 1500;

const NUMBER = /^-?\d{1,20}(\.\d{1,20})?(e[+-]\d{1,3})?$/;
const COUNT = /^\d{1,18}$/;
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
  if (of === nameOf(order) && isKey(key, order) && isIdentifier(appId)) return { key, appId };
  throw new InvalidError('The cursor is not one of this list', [
    { path: 'cursor', message: 'must be taken from a page in the same order' },
  ]);
}

/** Whether Postgres can read it as what the order compares. */
function isKey(key: unknown, { by }: StoreOrder): key is string {
  if (typeof key !== 'string') return false;
  if (by === 'newest' || by === 'updated') return TIME.test(key) && isTime(key.slice(0, 19));
  return by === 'popular' ? COUNT.test(key) : NUMBER.test(key) && Number.isFinite(Number(key));
}

/** Not such as the 31st of February, which JavaScript takes for a day in March. */
function isTime(key: string): boolean {
  const time = new Date(`${key.replace(' ', 'T')}Z`);
  if (Number.isNaN(time.getTime()) || key.startsWith('0000')) return false;
  return time.toISOString().startsWith(key.replace(' ', 'T'));
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
