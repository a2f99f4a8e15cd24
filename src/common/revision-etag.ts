import { InvalidError } from './errors.js';

const OURS = /^(?:W\/)?"r(\d{1,15})"$/;

/** The revision a caller has read, or `*`: whichever it is, as long as there is one. */
export type ReadRevision = number | '*';

/** The ETag of something whose changes are counted. */
export const revisionTag = (revision: number): string => `"r${revision}"`;

/** What the header If-Match says; undefined when it makes no condition. */
export function revisionOf(ifMatch: string | undefined): ReadRevision | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*') return '*';
  const [, revision] = OURS.exec(ifMatch.trim()) ?? [];
  if (revision !== undefined) return Number(revision);
  throw new InvalidError('The header If-Match must hold one ETag of this very thing', [
    { path: 'If-Match', message: 'must be the ETag as it was read' },
  ]);
}

/** Whether something is as its reader has seen it. `present` = undefined when there is none. */
export function isAsRead(read: ReadRevision | undefined, present: number | undefined): boolean {
  if (read === undefined) return true;
  return present !== undefined && (read === '*' || read === present);
}
