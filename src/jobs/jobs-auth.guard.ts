import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../common/errors.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { Config } from '../config/config.js';

/** With JOBS_AUTH=required strangers learn nothing, not even what is wrong with their request. */
@Injectable()
export class JobsAuthGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (this.config.jobs.auth === 'off' || user !== undefined) return true;
    throw new UnauthenticatedError('Jobs need an access token of somebody who may run the board');
  }
}
