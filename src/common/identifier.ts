import { ValidateBy } from 'class-validator';

const MESSAGE = 'must be a string of 1 to 200 characters';

/** An id that somebody else made: any text, but not without end, and none that Postgres can't hold. */
export function IsIdentifier(): PropertyDecorator {
  return ValidateBy({
    name: 'isIdentifier',
    validator: { validate: isIdentifier, defaultMessage: () => MESSAGE },
  });
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 200 && !value.includes('\0');
}
