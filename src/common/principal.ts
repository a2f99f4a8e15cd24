import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForbiddenError } from './errors.js';

/** The user a request speaks for, as its credentials prove. */
export interface Principal {
  readonly userId: string;
  /** Which kind of credentials: a sign-in, or a token made for programs. */
  readonly via: 'session' | 'personal-access-token';
  /** Id of the session or of the personal access token. */
  readonly credentialId: string;
  /**
   * App permission bits (board page, 7.2) that these credentials may use at most; what the user may do in an
   * app is cut down to them. Bit 1 stands for everything.
   */
  readonly permissions: number;
  /** When the user last proved who they are, in seconds since 1970; 0 = never in this session. */
  readonly authenticatedAt: number;
}

export const EVERY_PERMISSION = 1;

/** A program that an app let in by a key: no user, and nothing outside that app. */
export interface AppKey {
  readonly via: 'api-key';
  readonly appId: string;
  readonly credentialId: string;
  /** The bits of the key's role. */
  readonly permissions: number;
}

/** Whoever a request speaks for. */
export type Caller = Principal | AppKey;

export type AuthenticatedRequest = FastifyRequest & { user?: Caller };

/** Whoever calls; undefined on routes that need no credentials. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().user,
);

/** The user who calls. The key of an app is none, and is refused. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | undefined => {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user?.via === 'api-key')
      throw new ForbiddenError('This needs a user; the key of an app is not enough');
    return user;
  },
);

/** Whether this is a user whose credentials are not cut down to some permissions. */
export function isUnrestricted(caller: Caller | undefined): caller is Principal {
  return (
    caller !== undefined &&
    caller.via !== 'api-key' &&
    (caller.permissions & EVERY_PERMISSION) !== 0
  );
}

/** Throws ForbiddenError for keys of apps and for tokens that were made for some permissions only. */
export function requireUnrestricted(caller: Caller | undefined): Principal {
  if (isUnrestricted(caller)) return caller;
  throw new ForbiddenError('This needs a signed-in user, or a token with all their permissions');
}

/**
 * The user of a route about what is theirs alone, such as their notifications, or that makes something theirs,
 * such as an app. A token that was made for some permissions only may not go there.
 */
export const UnrestrictedUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal =>
    requireUnrestricted(context.switchToHttp().getRequest<AuthenticatedRequest>().user),
);
