import { Injectable } from '@nestjs/common';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { NotFoundError, UnauthenticatedError } from '../common/errors.js';
import type { Caller } from '../common/principal.js';
import { Config } from '../config/config.js';
import { JobsService } from './jobs.service.js';

/** Who may submit, read and cancel jobs: with JOBS_AUTH=off everybody, else who may execute in the app. */
@Injectable()
export class JobsAccess {
  constructor(
    private readonly apps: AppAccessService,
    private readonly jobs: JobsService,
    private readonly config: Config,
  ) {}

  async requireForApp(caller: Caller | undefined, appId: string): Promise<void> {
    if (this.config.jobs.auth === 'off') return;
    if (caller === undefined) throw new UnauthenticatedError('Jobs need credentials');
    await this.apps.requirePermission(caller, appId, 'ExecuteEvents');
  }

  /** A job of an app that the caller may not know of is answered like one that does not exist. */
  async requireForJob(caller: Caller | undefined, jobId: string): Promise<void> {
    if (this.config.jobs.auth === 'off') return;
    const { appId } = await this.jobs.getJob(jobId);
    try {
      await this.requireForApp(caller, appId);
    } catch (error) {
      if (error instanceof NotFoundError) throw new NotFoundError(`There is no job job-${jobId}`);
      throw error;
    }
  }
}
