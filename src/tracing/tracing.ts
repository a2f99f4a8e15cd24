import { Injectable, type OnApplicationShutdown } from '@nestjs/common';

export interface SpanStart {
  readonly name: string;
  /**
   * `server`: answers a request. `producer`: puts a run into the queue. `consumer`: executes a run that another
   * process accepted. Default: none of them.
   */
  readonly kind?: 'server' | 'producer' | 'consumer';
  /** The traceparent of what it is a part of; none begins a trace. */
  readonly parent?: string | null | undefined;
  /** Milliseconds since 1970 UTC; default: now. */
  readonly at?: number;
  readonly attributes?: Attributes;
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A step of a trace that is under way. */
export interface Span {
  /** What its parts, here and elsewhere, are to be started with. */
  readonly traceparent: string;
  /** Whether it is kept. */
  readonly isSampled: boolean;
  set(attributes: Attributes): void;
  /** To be called once. With `error`, it failed: a short word that holds nothing of users. `at` like that of its start. */
  end(outcome?: { readonly error?: string | undefined; readonly at?: number }): void;
}

export interface Tracer {
  start(span: SpanStart): Span;
  /** Sends what has ended and is not sent yet. */
  close(): Promise<void>;
}

/** Traces of requests and runs, when the installation has a place for them (docs/tracing.md). */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  constructor(private readonly tracer: Tracer | undefined) {}

  get isOn(): boolean {
    return this.tracer !== undefined;
  }

  /** Undefined when traces are off. */
  start(span: SpanStart): Span | undefined {
    return this.tracer?.start(span);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tracer?.close();
  }
}
