import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isStorable } from './storable-text.js';

const MESSAGE = 'must be a string of 1 to 200 characters';

/** An id that somebody else made: any text, but not without end, and none that Postgres can't hold. */
export function IsIdentifier(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isIdentifier',
      validator: { validate: isIdentifier, defaultMessage: () => MESSAGE },
    },
    options,
  );
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 200 && isStorable(value);
}
