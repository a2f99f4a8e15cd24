import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ForbiddenError, UnauthenticatedError } from '../common/errors.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { OptionalCredentials } from '../common/public.js';
import { Config } from '../config/config.js';

/** For users; for everybody where the hub's feature `unauthorized_read` is on. Never for the keys of apps. */
export const ForStoreVisitors = (): MethodDecorator & ClassDecorator =>
  applyDecorators(OptionalCredentials(), UseGuards(StoreVisitorGuard));

@Injectable()
class StoreVisitorGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user?.via === 'api-key')
      throw new ForbiddenError('This needs a user; the key of an app is not enough');
    if (user !== undefined || this.config.hub.features.unauthorized_read) return true;
    throw new UnauthenticatedError('This needs an access token');
  }
}
