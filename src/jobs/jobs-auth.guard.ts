import { type CanActivate, Injectable } from '@nestjs/common';
import { UnauthenticatedError } from '../common/errors.js';
import { Config } from '../config/config.js';

/** With JOBS_AUTH=off everybody may submit, read and cancel jobs; else nobody without credentials. */
@Injectable()
export class JobsAuthGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(): boolean {
    if (this.config.jobs.auth === 'off') return true;
    throw new UnauthenticatedError('Jobs need an access token of somebody who may run the board');
  }
}
