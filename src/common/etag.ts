import { InvalidError } from './errors.js';

const OURS = /^(?:W\/)?"t([0-9a-z]{1,12})"$/;

/** The ETag of something that was last changed then. */
export function etagOf(updatedAt: Date): string {
  return `"t${updatedAt.getTime().toString(36)}"`;
}

/** When a change happens, by the clock but never at the time of the one before: ETags tell them apart by it. */
export function changedAfter(before: Date): Date {
  return new Date(Math.max(Date.now(), before.getTime() + 1));
}

/** When the caller saw it changed last, by the header If-Match; undefined when it makes no condition. */
export function readAtOf(ifMatch: string | undefined): Date | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, time] = OURS.exec(ifMatch.trim()) ?? [];
  if (time === undefined)
    throw new InvalidError('The header If-Match must hold one ETag of this server', [
      { path: 'If-Match', message: 'must be the ETag as it was read' },
    ]);
  return new Date(Number.parseInt(time, 36));
}
