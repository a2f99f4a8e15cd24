import type { AppAccess } from '../apps/access/app-access.service.js';
import type { Caller } from '../common/principal.js';
import type { UserContext } from '../engine/index.js';

/** The caller as a run remembers who started it. */
export function starterOf(caller: Caller): string {
  return caller.via === 'api-key' ? `key:${caller.credentialId}` : `user:${caller.userId}`;
}

/** The caller as nodes may hand them out (board page, 7.1). */
export function userContextOf(caller: Caller, { permissions, role }: AppAccess): UserContext {
  const isTechnicalUser = caller.via === 'api-key';
  return {
    sub: isTechnicalUser ? caller.credentialId : caller.userId,
    role: role && {
      id: role.id,
      name: role.name,
      permissions,
      attributes: role.attributes,
      customAttributes: role.attributes,
    },
    isTechnicalUser,
    keyId: isTechnicalUser ? caller.credentialId : null,
  };
}
