import { Injectable } from '@nestjs/common';
import { RevisionsService } from '../boards/revisions.service.js';
import { type FieldError, InvalidError, NotFoundError } from '../common/errors.js';
import type { BoardJson } from '../engine/index.js';
import { inputsOf } from './event-inputs.js';
import type { EventFields, EventInputJson, EventTarget } from './event.js';

type Targeted = EventTarget & {
  readonly canary: EventTarget | null;
  readonly default_page_id: string | null;
};

/** Where events lead: to nodes of boards that may be there or not. */
@Injectable()
export class EventTargets {
  constructor(private readonly revisions: RevisionsService) {}

  /** What the event takes, and what it lacks to be active: nothing when it shows a page. */
  async look(
    appId: string,
    event: EventFields,
  ): Promise<{ inputs: EventInputJson[]; missing: FieldError[] }> {
    const board = await this.boardOf(appId, event);
    const showsPage = event.default_page_id !== null;
    const inputs = board === undefined ? [] : inputsOf(board, event.node_id, showsPage);
    return { inputs, missing: await this.missing(appId, event, board) };
  }

  /** Throws InvalidError naming what is missing for the event to be active. */
  async assertComplete(appId: string, event: Targeted, path = ''): Promise<void> {
    refuseMissing(await this.missing(appId, event, await this.boardOf(appId, event)), path);
  }

  private async missing(
    appId: string,
    event: Targeted,
    board: BoardJson | undefined,
  ): Promise<FieldError[]> {
    if (event.default_page_id !== null) return [];
    const { canary } = event;
    const canaryFaults =
      canary === null ? [] : faultsOf(canary, await this.boardOf(appId, canary), 'canary.');
    return [...faultsOf(event, board, ''), ...canaryFaults];
  }

  /** Undefined when there is no such board, or no such version of it. */
  private async boardOf(appId: string, target: EventTarget): Promise<BoardJson | undefined> {
    if (target.board_id === '') return undefined;
    try {
      const version = target.board_version?.join('.') ?? 'draft';
      const { content } = await this.revisions.readText(appId, target.board_id, version);
      return JSON.parse(content) as BoardJson;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}

function faultsOf(
  { board_id: id, board_version: version, node_id: nodeId }: EventTarget,
  board: BoardJson | undefined,
  path: string,
): FieldError[] {
  if (board === undefined) {
    const inVersion = version === null ? '' : ` with the version ${version.join('.')}`;
    return [
      {
        path: `${path}board_id`,
        message: `must name a board of the app${inVersion}; there is no ${id || 'such board'}`,
      },
    ];
  }
  if (Object.hasOwn(board.nodes, nodeId) && board.nodes[nodeId]!.start === true) return [];
  return [{ path: `${path}node_id`, message: 'must be the id of a start node of the board' }];
}

export function refuseMissing(missing: readonly FieldError[], within: string): void {
  if (missing.length === 0) return;
  throw new InvalidError(
    `The event can't be active: see ${missing.map(({ path }) => path).join(', ')}`,
    missing.map(({ path, message }) => ({ path: `${within}${path}`, message })),
  );
}
