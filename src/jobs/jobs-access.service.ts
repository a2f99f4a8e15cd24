import { Injectable } from '@nestjs/common';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { NotFoundError, UnauthenticatedError } from '../common/errors.js';
import type { Caller } from '../common/principal.js';
import { Config } from '../config/config.js';
import type { UserContext } from '../engine/index.js';
import { type ListableRuns, RunList } from '../execution/history/run-list.service.js';
import { RunAccess } from '../execution/run-access.service.js';
import type { Run } from '../execution/run.js';
import { userContextOf } from '../execution/run-starter.js';
import { RunSubmission } from '../execution/run-submission.service.js';

/** Who may submit, read and cancel jobs: with JOBS_AUTH=off everybody, else as for every other run. */
@Injectable()
export class JobsAccess {
  constructor(
    private readonly apps: AppAccessService,
    private readonly runs: RunSubmission,
    private readonly access: RunAccess,
    private readonly list: RunList,
    private readonly config: Config,
  ) {}

  /** Answers for whom the job runs. */
  async requireForApp(caller: Caller | undefined, appId: string): Promise<UserContext | undefined> {
    if (this.config.jobs.auth === 'off') return undefined;
    const access = await this.apps.requirePermission(known(caller), appId, 'ExecuteEvents');
    return userContextOf(known(caller), access);
  }

  /** Which jobs of an app the caller may list: with ReadBoards all of them, else their own. */
  async requireListing(caller: Caller | undefined, appId: string): Promise<ListableRuns> {
    if (this.isOpen) return { whole: [appId], own: [], starter: null };
    return this.list.listableBy(known(caller), appId);
  }

  /** Who may see a job and start others in its app may begin it again. */
  async requireRepeating(
    caller: Caller | undefined,
    runId: string,
  ): Promise<{ run: Run; user: UserContext | undefined }> {
    const run = await this.requireSeeing(caller, runId);
    return { run, user: await this.requireForApp(caller, run.appId) };
  }

  requireSeeing(caller: Caller | undefined, runId: string): Promise<Run> {
    return asJob(
      runId,
      this.isOpen ? this.runs.getRun(runId) : this.access.requireSeeing(known(caller), runId),
    );
  }

  requireControl(caller: Caller | undefined, runId: string): Promise<Run> {
    return asJob(
      runId,
      this.isOpen ? this.runs.getRun(runId) : this.access.requireControl(known(caller), runId),
    );
  }

  private get isOpen(): boolean {
    return this.config.jobs.auth === 'off';
  }
}

function known(caller: Caller | undefined): Caller {
  if (caller === undefined) throw new UnauthenticatedError('Jobs need credentials');
  return caller;
}

/** A run is known by another name here. */
async function asJob(runId: string, run: Promise<Run>): Promise<Run> {
  try {
    return await run;
  } catch (error) {
    if (error instanceof NotFoundError) throw new NotFoundError(`There is no job job-${runId}`);
    throw error;
  }
}
