import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { UnauthenticatedError } from '../../common/errors.js';
import type { AuthenticatedRequest, Caller } from '../../common/principal.js';
import { type Access, accessOf } from '../../common/public.js';
import { hasCredentials, strangerRefused } from './credentials.js';

const STRATEGIES = ['access-token', 'personal-access-token', 'api-key'];

/** Before every route: finds out who calls, and refuses strangers unless the route says otherwise. */
@Injectable()
export class CredentialsGuard extends AuthGuard(STRATEGIES) {
  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(context.getHandler(), context.getClass());
    const { headers } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (access === 'ignored') return true;
    if (access !== 'required' && !hasCredentials(headers)) return true;
    return (await super.canActivate(context)) as boolean;
  }

  override handleRequest<User = Caller | undefined>(
    error: unknown,
    caller: User | false,
    _info: unknown,
    context: ExecutionContext,
  ): User {
    if (caller) return caller;
    const access: Access = accessOf(context.getHandler(), context.getClass());
    if (access === 'lenient' && (error === null || error instanceof UnauthenticatedError))
      return undefined as User;
    const { headers } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    throw error ?? strangerRefused(headers);
  }
}
