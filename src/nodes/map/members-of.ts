import { isObject, type Value, type ValueObject } from '../../engine/index.js';

const EMPTY: ValueObject = {};

/** The value, if it is a map; an empty map in place of anything else. */
export const membersOf = (value: Value): ValueObject => (isObject(value) ? value : EMPTY);
