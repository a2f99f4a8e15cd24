/** Documents a field that takes whatever JSON can say. */
export const ANY_JSON = [
  { type: 'object' },
  { type: 'array', items: {} },
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'null' },
];
