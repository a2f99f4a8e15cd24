import { applyDecorators } from '@nestjs/common';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { InvalidError } from './errors.js';

const LAST_SECOND = 253_402_300_799;

/** When credentials stop working: seconds since 1970; null or left out = never. */
export const IsValidUntil = (): PropertyDecorator =>
  applyDecorators(IsOptional(), IsInt(), Min(0), Max(LAST_SECOND));

/** Throws InvalidError for a time that is over. */
export function expiryOf(validUntil: number | null | undefined): Date | null {
  if (validUntil == null) return null;
  const expiresAt = new Date(validUntil * 1000);
  if (expiresAt.getTime() > Date.now()) return expiresAt;
  throw new InvalidError('It would have expired already', [
    { path: 'valid_until', message: 'must be a time to come, in seconds since 1970' },
  ]);
}
