import type { Value } from '../../engine/index.js';

/** The items of an array; none of anything else. */
export const itemsOf = (value: Value): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];
