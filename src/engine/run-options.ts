import type { LogLevelName } from './board.js';
import type { Host } from './host.js';
import type { Limits } from './limits.js';
import type { Value } from './value.js';

export interface RunOptions {
  /** Id of the node to start at. A board without that node ends at once, successfully. */
  readonly start: string;
  /** Readable by the start node; undefined = none was given. */
  readonly payload?: Value | undefined;
  readonly host: Host;
  /** Ends the run early; a reason of type RunStopped says how. */
  readonly signal?: AbortSignal | undefined;
  /** Lines below it are dropped. Default: the board's own. */
  readonly logLevel?: LogLevelName | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Id under which the run is known; goes into its events. */
  readonly runId?: string | undefined;
  /** The header of that name (W3C Trace Context) of whoever asked for the run; nodes send it on. */
  readonly traceparent?: string | undefined;
  /** Whether an event tells of every node that begins and ends. Default: no. */
  readonly tellNodes?: boolean | undefined;
  /** Values for variables that may be given from outside; others are left alone. */
  readonly variables?: GivenVariables | undefined;
  /** For whom the board runs; undefined = nobody in particular. */
  readonly user?: UserContext | undefined;
}

/** By variable id. */
export interface GivenVariables {
  /** From whoever starts the run: for variables that are configured at run time. */
  readonly runtime?: ReadonlyMap<string, Value>;
  /** From the event the run belongs to: for exposed variables. */
  readonly event?: ReadonlyMap<string, Value>;
}

/** What a board may know of the person it runs for, as nodes hand it out (board page, 7.1). */
export interface UserContext {
  readonly sub: string;
  readonly role: {
    readonly id: string;
    readonly name: string;
    /** Permission bits of the app. */
    readonly permissions: number;
    readonly attributes: readonly string[];
    readonly customAttributes: readonly string[];
  } | null;
  /** Whether an API key of the app stands for the person. */
  readonly isTechnicalUser: boolean;
  readonly keyId: string | null;
}
