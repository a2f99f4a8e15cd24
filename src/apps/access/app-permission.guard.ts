import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import type { AppPermission } from '../../common/app-permission.js';
import { UnauthenticatedError } from '../../common/errors.js';
import type { AuthenticatedRequest } from '../../common/principal.js';
import { type AppAccess, AppAccessService } from './app-access.service.js';

const NEEDED = 'flow-like:app-permission';

type Request = AuthenticatedRequest & {
  params: { app_id: string };
  appAccess?: AppAccess;
};

/** Only for those who have this permission in the app that `:app_id` of the path names. */
export const RequireAppPermission = (permission: AppPermission | 'member'): MethodDecorator =>
  applyDecorators(SetMetadata(NEEDED, permission), UseGuards(AppPermissionGuard));

/** Any member of the app, and any of its keys. */
export const RequireMember = (): MethodDecorator => RequireAppPermission('member');

/** What the caller may do in the app of the path. */
export const CurrentAccess = createParamDecorator(
  (_: unknown, context: ExecutionContext): AppAccess =>
    context.switchToHttp().getRequest<Request>().appAccess!,
);

@Injectable()
class AppPermissionGuard implements CanActivate {
  constructor(private readonly access: AppAccessService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const needed = Reflect.getMetadata(NEEDED, context.getHandler()) as AppPermission | 'member';
    const { user, params } = request;
    if (user === undefined) throw new UnauthenticatedError('This needs credentials');
    request.appAccess =
      needed === 'member'
        ? await this.access.requireMember(user, params.app_id)
        : await this.access.requirePermission(user, params.app_id, needed);
    return true;
  }
}
