import { createHash } from 'node:crypto';

/** The id of the run that a tick of a schedule starts: a UUID of version 7 that is the same every time. */
export function tickRunId(appId: string, eventId: string, tick: Date): string {
  const time = tick.getTime().toString(16).padStart(12, '0');
  const digest = createHash('sha256')
    .update(JSON.stringify([appId, eventId, tick.getTime()]))
    .digest('hex');
  const variant = '89ab'[Number.parseInt(digest[3]!, 16) % 4]!;
  const rest = `${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${rest}`;
}
