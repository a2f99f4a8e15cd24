/** A board file that can't be read. `path` names the place, e.g. `nodes.abc.pins.def.data_type`. */
export class BoardError extends Error {
  override readonly name = 'BoardError';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path} ${reason}`);
  }

  /** The same fault, seen from further out. */
  within(outer: string): BoardError {
    return new BoardError(this.path === '' ? outer : `${outer}.${this.path}`, this.reason);
  }
}

/** What a node throws when it can't do its work: the user's data or board, not our fault. */
export class NodeError extends Error {
  override readonly name: string = 'NodeError';
}

/**
 * What a node throws when the world did not answer: a connection was refused or broke off, a service was silent.
 * The same run may succeed a little later, so it may be tried again.
 */
export class OutageError extends NodeError {
  override readonly name = 'OutageError';
}

/** Why a run was stopped from outside or by one of its limits. */
export type StopReason = 'cancelled' | 'timeout' | 'limit';

/** Unwinds a run that must end now. Nodes never catch it; the run's status tells why. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';

  constructor(
    readonly reason: StopReason,
    message: string,
  ) {
    super(message);
  }
}
