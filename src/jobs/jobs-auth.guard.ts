import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ForbiddenError, UnauthenticatedError } from '../common/errors.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { Config } from '../config/config.js';

/** With JOBS_AUTH=off everybody may submit, read and cancel jobs; else it takes a permission in the app. */
@Injectable()
export class JobsAuthGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.config.jobs.auth === 'off') return true;
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (user === undefined)
      throw new UnauthenticatedError('Jobs need an access token of somebody who may run the board');
    // Apps have no members yet, so there is nobody who could have the permission.
    throw new ForbiddenError('You may not run boards of this app');
  }
}
