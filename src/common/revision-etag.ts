import { InvalidError } from './errors.js';

const OURS = /^(?:W\/)?"r(\d{1,15})"$/;

/** The ETag of something whose changes are counted. */
export const revisionTag = (revision: number): string => `"r${revision}"`;

/** The revision the caller has read, by the header If-Match; undefined when it makes no condition. */
export function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, revision] = OURS.exec(ifMatch.trim()) ?? [];
  if (revision !== undefined) return Number(revision);
  throw new InvalidError('The header If-Match must hold one ETag of this very thing', [
    { path: 'If-Match', message: 'must be the ETag as it was read' },
  ]);
}
