import { QueryFailedError } from 'typeorm';

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Whether a statement was refused because of this unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return isViolation(error, UNIQUE_VIOLATION, index);
}

/** Whether a statement was refused because what this foreign key leads to is not there. */
export function isForeignKeyViolation(error: unknown, key: string): boolean {
  return isViolation(error, FOREIGN_KEY_VIOLATION, key);
}

function isViolation(error: unknown, of: string, name: string): boolean {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(driverError instanceof Error)) return false;
  const { code, constraint } = driverError as { code?: string; constraint?: string };
  return code === of && constraint === name;
}
