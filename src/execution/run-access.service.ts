import { Injectable } from '@nestjs/common';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { type AppPermission, isPermitted } from '../common/app-permission.js';
import { ForbiddenError, NotFoundError } from '../common/errors.js';
import type { Caller } from '../common/principal.js';
import type { Run } from './run.js';
import { starterOf } from './run-starter.js';
import { RunsService } from './runs.service.js';
import { unknownRun } from './run-submission.service.js';

/**
 * Who may do what with a run: whoever started it, as long as they may start runs in its app, and those members
 * of the app who have a permission for the runs of others. To everybody else there is no such run.
 */
@Injectable()
export class RunAccess {
  constructor(
    private readonly runs: RunsService,
    private readonly apps: AppAccessService,
  ) {}

  /** Throws NotFoundError. */
  requireSeeing(caller: Caller, runId: string): Promise<Run> {
    return this.requireOwnOr('ReadBoards', caller, runId);
  }

  /**
   * What a run logged and what its nodes did, which tells of the board: for members who may read boards or logs.
   * Throws NotFoundError, and ForbiddenError for those who only started it.
   */
  async requireInside(caller: Caller, runId: string): Promise<Run> {
    const run = await this.runs.findRun(runId);
    if (run === undefined) throw unknownRun(runId);
    const { permissions } = await this.accessOf(caller, run);
    if (isPermitted(permissions, 'ReadBoards') || isPermitted(permissions, 'ReadLogs')) return run;
    if (isOwn(run, caller, permissions))
      throw new ForbiddenError('This needs the permission ReadBoards or ReadLogs in the app');
    throw unknownRun(runId);
  }

  /** Throws NotFoundError. */
  requireControl(caller: Caller, runId: string): Promise<Run> {
    return this.requireOwnOr('ExecuteBoards', caller, runId);
  }

  private async requireOwnOr(
    permission: AppPermission,
    caller: Caller,
    runId: string,
  ): Promise<Run> {
    const run = await this.runs.findRun(runId);
    if (run === undefined) throw unknownRun(runId);
    const { permissions } = await this.accessOf(caller, run);
    if (!isOwn(run, caller, permissions) && !isPermitted(permissions, permission))
      throw unknownRun(runId);
    return run;
  }

  private async accessOf(caller: Caller, { id, appId }: Run) {
    try {
      return await this.apps.requireMember(caller, appId);
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof ForbiddenError) throw unknownRun(id);
      throw error;
    }
  }
}

function isOwn(run: Run, caller: Caller, permissions: number): boolean {
  return run.startedBy === starterOf(caller) && isPermitted(permissions, 'ExecuteEvents');
}
