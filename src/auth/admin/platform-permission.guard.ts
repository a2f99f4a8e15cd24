import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { ForbiddenError } from '../../common/errors.js';
import { type AuthenticatedRequest, isUnrestricted } from '../../common/principal.js';
import { mayOnPlatform, type PlatformPermission } from '../../users/platform-permission.js';
import { UsersService } from '../../users/users.service.js';

const NEEDED = 'flow-like:platform-permission';

/** Only for users who have this permission on the whole platform, or are its administrators. */
export const RequirePlatformPermission = (
  permission: PlatformPermission,
): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(NEEDED, permission), UseGuards(PlatformPermissionGuard));

/** Asks the database each time: what is taken back must not live on in a token. */
@Injectable()
class PlatformPermissionGuard implements CanActivate {
  constructor(private readonly users: UsersService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = (Reflect.getMetadata(NEEDED, context.getHandler()) ??
      Reflect.getMetadata(NEEDED, context.getClass())) as PlatformPermission;
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (isUnrestricted(user)) {
      const { permission, status } = await this.users.getUser(user.userId);
      if (status === 'Active' && mayOnPlatform(permission, needed)) return true;
    }
    throw new ForbiddenError(`This needs the platform permission ${needed}`);
  }
}
