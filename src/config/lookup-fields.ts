import { splitList } from './addresses.js';

/** What people may see of each other, beside that somebody exists. */
export const LOOKUP_FIELDS = [
  'email',
  'name',
  'username',
  'preferred_username',
  'avatar',
  'additional_information',
  'description',
  'created_at',
] as const;

export type LookupField = (typeof LOOKUP_FIELDS)[number];

/** Reads names separated by commas, or `none`. */
export function readLookupFields(text: string): ReadonlySet<LookupField> {
  return new Set(text.trim() === 'none' ? [] : (splitList(text) as LookupField[]));
}

export function areLookupFields(text: unknown): boolean {
  const names: readonly string[] = LOOKUP_FIELDS;
  const given = [...readLookupFields(text as string)];
  return given.every((name) => names.includes(name));
}
