import { isEmail } from 'class-validator';

export const MAX_EMAIL = 254;

/**
 * ASCII only: letters beyond it may fold to the same lower-case letter as others (U+212A and k), which would
 * make one person's address another one's.
 */
export function isEmailAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= MAX_EMAIL &&
    /^[\x21-\x7e]+$/.test(value) &&
    isEmail(value)
  );
}
