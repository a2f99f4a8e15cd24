import type { LogLevelName } from './board.js';
import type { SharedMemory } from './shared-memory.js';
import type { Value, ValueObject } from './value.js';

/**
 * All that the engine and the nodes need from the world. The server, the shell and the tests each bring
 * one. A host may lack what is optional: a node that needs it fails and says so.
 */
export interface Host {
  readonly clock: Clock;
  /** A new unique id: 24 lower-case letters and digits. */
  createId(): string;
  /** A number from 0 (included) to 1 (excluded), each of them as likely as any other. */
  random(): number;
  /**
   * Asked now and then by a run that computes: undefined when it may go on, a promise when other work of
   * the process must go first. The host answers for all its runs: ten of them must not take ten turns.
   */
  breathe(): Promise<void> | undefined;
  /** Receives what a board tells the outside while it runs, in order. Must not throw. */
  emit?(event: RunEvent): void;
  /** Shared by all runs of the process. */
  readonly memory?: SharedMemory;
  readonly http?: HttpClient;
  readonly files?: FileStore;
  readonly interactions?: Interactions;
  readonly notifications?: Notifications;
  /** The value of an environment variable that boards may read; undefined for all others. */
  environment?(name: string): string | undefined;
}

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * Sends requests into the world. What must not be reached (the server's own network), how many redirects
 * are followed and how large an answer may be are the host's to decide.
 */
export interface HttpClient {
  /**
   * Answers when the head of the response is there, whatever its status. Throws NodeError when there is
   * no response: a bad address, a refused or broken connection, a place that must not be reached.
   */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly method: string;
  /** Absolute, http or https. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | null;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case, in the order they came; a name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** As it comes in, decoded; to be read once. Throws NodeError when it breaks off or is too large. */
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The files of the app a run belongs to. Paths are relative, with `/` between their parts; one that leads
 * out of the store, that is not there or that is too large is a NodeError.
 */
export interface FileStore {
  read(path: string, signal: AbortSignal): Promise<Uint8Array>;
  /** Creates or replaces; nobody sees half a file. */
  write(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** A file that is not there is no error. */
  delete(path: string, signal: AbortSignal): Promise<void>;
  /** All files whose path begins with `prefix`, by ascending path. */
  list(prefix: string, signal: AbortSignal): Promise<readonly StoredFile[]>;
}

export interface StoredFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
}

/** Asks a person something while the board runs and waits for the answer. */
export interface Interactions {
  /**
   * Opens a question: makes its id, what it takes to answer it, and the moment it expires, by the host's
   * clock. The node then tells the person with an event `interaction_request`, and waits. Whatever happens
   * to the node: when `signal` aborts, the question is cancelled. Throws NodeError when nobody can be asked.
   */
  open(question: Question, signal: AbortSignal): Promise<OpenQuestion>;
}

export interface Question {
  readonly name: string;
  readonly description: string;
  /** `interaction_type` of the event: `type` single_choice, multiple_choice or form, and what belongs to it. */
  readonly interactionType: ValueObject;
  /** How long an answer is waited for, at least 10. The host may make it less. */
  readonly ttlSeconds: number;
}

export interface OpenQuestion {
  readonly id: string;
  readonly ttlSeconds: number;
  /** Whole seconds since 1970 UTC. */
  readonly expiresAt: number;
  readonly appId?: string;
  /** Whoever holds it may answer this question, and nothing else. */
  readonly responderJwt?: string;
  /**
   * Called once. Rejects with the reason of the signal that opened the question when that aborts, never for
   * a question that expired or was cancelled.
   */
  answer(): Promise<Reply>;
}

/** Nobody has looked at `value` yet: it is what came in from outside. */
export type Reply =
  { readonly responded: true; readonly value: Value } | { readonly responded: false };

/** Puts notes where people of the app find them, whether they follow the run or not. */
export interface Notifications {
  /** Answers whether there is somebody to get it. Throws NodeError when it can't be sent. */
  send(notification: Notification, signal: AbortSignal): Promise<boolean>;
}

export interface Notification {
  readonly title: string;
  readonly description?: string;
  /** An address or the name of an icon. */
  readonly icon?: string;
  /** Where a click leads. */
  readonly link?: string;
  /** Whose it is, a member of the app; undefined = whoever the board runs for. */
  readonly targetUserSub?: string;
  /** Of the node that sends it. */
  readonly nodeId: string;
}

/** One event of a run's stream: toasts, progress, results. */
export interface RunEvent {
  readonly type: string;
  readonly payload: Value;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
}

/** One line of a run's log. */
export interface LogLine {
  readonly level: LogLevelName;
  readonly nodeId: string;
  readonly message: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
}
