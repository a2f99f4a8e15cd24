import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { UnauthenticatedError } from '../../common/errors.js';
import type { AuthenticatedRequest } from '../../common/principal.js';
import {
  type AppAccess,
  AppAccessService,
  assertPermitted,
  type PermissionNeed,
} from './app-access.service.js';

const NEEDED = 'flow-like:app-permission';

type Request = AuthenticatedRequest & {
  params: { app_id: string };
  query: Readonly<Record<string, unknown>>;
  appAccess?: AppAccess;
};

/** What a route needs: a permission, any one of several, or what the query makes it be. */
type Need = PermissionNeed | ((query: Request['query']) => PermissionNeed);

/** Only for those who have these permissions, all of them, in the app that `:app_id` of the path names. */
export const RequireAppPermission = (...needs: readonly Need[]): MethodDecorator =>
  applyDecorators(SetMetadata(NEEDED, needs), UseGuards(AppPermissionGuard));

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
    const needs = Reflect.getMetadata(NEEDED, context.getHandler()) as readonly Need[];
    const { user, params, query } = request;
    if (user === undefined) throw new UnauthenticatedError('This needs credentials');
    const access = await this.access.requireMember(user, params.app_id);
    for (const need of needs)
      assertPermitted(access, typeof need === 'function' ? need(query) : need);
    request.appAccess = access;
    return true;
  }
}
