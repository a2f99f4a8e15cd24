import { getField, getFields, hasField, removeField, setField } from './fields.js';
import { breakStruct, makeFromSchema, makeStruct } from './make-break.js';

export const struct = [
  makeStruct,
  breakStruct,
  makeFromSchema,
  getField,
  getFields,
  hasField,
  setField,
  removeField,
];
