import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isStorable } from './storable-text.js';

export const IDENTIFIER_RULE = 'must be a string of 1 to 200 characters';

/** An id that somebody else made: any text, but not without end, and none that Postgres can't hold. */
export function IsIdentifier(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isIdentifier',
      validator: { validate: isIdentifier, defaultMessage: () => IDENTIFIER_RULE },
    },
    options,
  );
}

export function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 200 && isStorable(value);
}
