import { Injectable } from '@nestjs/common';
import type { BoardRevision } from '../boards/board-reference.js';
import { RevisionsService } from '../boards/revisions.service.js';
import { ConflictError, InvalidError } from '../common/errors.js';
import type { Program } from '../engine/index.js';
import { RunnableEvents } from '../events/runnable-events.service.js';
import { ProgramsService } from './programs.service.js';
import type { Given } from './run.js';

/** What is to be run. */
export type TargetRequest = { readonly appId: string } & (
  | {
      readonly boardId: string;
      /** `latest`, `draft` or `1.2.3`. */
      readonly version: string;
      /** Where to start; default: the only start node of the board. */
      readonly nodeId?: string | undefined;
    }
  | {
      readonly eventId: string;
      /** The board that the event must be of; default: any. */
      readonly boardId?: string;
      /** Whether an event will do that is switched off. */
      readonly inactiveToo?: boolean;
    }
);

/** A state of a board, ready to run, and where it starts. */
export interface RunTarget {
  readonly board: BoardRevision;
  readonly program: Program;
  readonly startNode: string;
  readonly event: { readonly id: string; readonly version: string } | null;
  readonly given: Pick<Given, 'event'>;
}

/** Finds what is to be run before anything is written. */
@Injectable()
export class RunTargets {
  constructor(
    private readonly revisions: RevisionsService,
    private readonly programs: ProgramsService,
    private readonly events: RunnableEvents,
  ) {}

  /**
   * Throws NotFoundError for what is not there, InvalidError when it is not clear where to start, and
   * ConflictError for an event that is switched off. With `records` the nodes of the program can be measured. What
   * `allowed` rejects with comes before all that: until it resolves nothing is looked up but the state of the board.
   */
  async find(
    request: TargetRequest,
    records = false,
    allowed?: Promise<unknown>,
  ): Promise<RunTarget> {
    if ('eventId' in request) {
      await allowed;
      return this.findEvent(request, records);
    }
    const { appId, boardId, version, nodeId } = request;
    const found = this.revisions.getRevision(appId, boardId, version);
    found.catch(() => undefined); // what is not allowed is said first
    await allowed;
    const board = await found;
    const program = await this.programs.getProgram(board, records);
    return { board, program, startNode: chooseStart(program, nodeId), event: null, given: {} };
  }

  private async findEvent(
    { appId, eventId, boardId, inactiveToo = false }: Extract<TargetRequest, { eventId: string }>,
    records: boolean,
  ): Promise<RunTarget> {
    const event = await this.events.getEvent(appId, eventId);
    if (!event.active && !inactiveToo)
      throw new ConflictError(`The event ${event.name} is switched off`);
    if (event.board_id === '')
      throw new ConflictError(`The event ${event.name} shows a page; there is nothing to run`);
    if (boardId !== undefined && boardId !== event.board_id)
      throw new InvalidError(`The event ${event.name} is of another board`, [
        { path: 'board_id', message: `the event ${event.id} runs the board ${event.board_id}` },
      ]);
    const version = event.board_version?.join('.') ?? 'draft';
    const board = await this.revisions.getRevision(appId, event.board_id, version);
    const program = await this.programs.getProgram(board, records);
    if (!program.nodeById.has(event.node_id))
      throw new ConflictError(`The board no longer has the node that the event starts at`);
    return {
      board,
      program,
      startNode: event.node_id,
      event: { id: event.id, version: event.event_version.join('.') },
      given: Object.keys(event.variables).length === 0 ? {} : { event: event.variables },
    };
  }
}

function chooseStart(program: Program, nodeId: string | undefined): string {
  if (nodeId !== undefined) {
    if (program.nodeById.has(nodeId)) return nodeId;
    throw new InvalidError('The board has no such node', [
      { path: 'node_id', message: `no node of the board has the id ${nodeId}` },
    ]);
  }
  const [only, ...others] = program.startNodes;
  if (only !== undefined && others.length === 0) return only.id;
  if (only === undefined)
    throw new InvalidError('The board has no start node', [
      { path: 'node_id', message: 'name the node to start at' },
    ]);
  const candidates = program.startNodes.map(({ id, title }) => `${id} (${title})`).join(', ');
  throw new InvalidError('The board has several start nodes', [
    { path: 'node_id', message: `name one of: ${candidates}` },
  ]);
}
