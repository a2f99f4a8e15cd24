import { createHash } from 'node:crypto';
import { InvalidError } from '../common/errors.js';
import type { App } from './app.entity.js';
import type { AppContents } from './dto/app.dto.js';

const OURS = /^(?:W\/)?("t[0-9a-z]{1,12}(?:-[\w-]{1,16})?")$/;

/** The ETag of an app: of when it was changed last, and of what it holds. */
export function appTag({ updatedAt }: App, contents: AppContents): string {
  const digest = createHash('sha256').update(JSON.stringify(contents)).digest('base64url');
  return `"t${updatedAt.getTime().toString(36)}-${digest.slice(0, 11)}"`;
}

/** The ETag that the header If-Match asks for, or `*` for any; undefined when it makes no condition. */
export function wantedTagOf(ifMatch: string | undefined): string | undefined {
  if (ifMatch === undefined) return undefined;
  if (ifMatch.trim() === '*') return '*';
  const [, tag] = OURS.exec(ifMatch.trim()) ?? [];
  if (tag !== undefined) return tag;
  throw new InvalidError('The header If-Match must hold one ETag of this server', [
    { path: 'If-Match', message: 'must be the ETag as it was read' },
  ]);
}
