import { UnauthenticatedError } from '../../common/errors.js';
import type { Principal } from '../../common/principal.js';
import type { Config } from '../../config/config.js';

/** Throws UnauthenticatedError for whoever has not signed in, unless the hub opens the store to everybody. */
export function requireVisitor(user: Principal | undefined, { hub }: Config): void {
  if (user === undefined && !hub.features.unauthorized_read)
    throw new UnauthenticatedError('This needs an access token');
}
