import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Proxies close a connection on which nothing moves; most of them after a minute. */
const KEEP_ALIVE_MS = 10_000;
/** How long a reader may take to take what it was sent. Then it is cut off, not buffered for. */
const PATIENCE_MS = 30_000;

export interface ServerSentEvent {
  /** What a client that comes back sends as Last-Event-ID. */
  readonly id?: string;
  readonly type: string;
  /** One line. */
  readonly data: string;
}

/** An answer of Server-Sent Events (HTML standard, 9.2). */
export class EventStream {
  private static readonly open = new Set<EventStream>();
  private static timer: NodeJS.Timeout | undefined;

  private readonly gone = new AbortController();
  private quiet = false;

  private constructor(private readonly response: ServerResponse) {
    response.on('close', () => this.leave());
    EventStream.open.add(this);
    EventStream.timer ??= setInterval(EventStream.keepAlive, KEEP_ALIVE_MS).unref();
  }

  /** Takes the reply over and sends its head, with what the server says of every answer. */
  static begin(reply: FastifyReply, headers: Readonly<Record<string, string>> = {}): EventStream {
    const { raw } = reply;
    reply.header('content-type', 'text/event-stream; charset=utf-8');
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'cache-control': 'no-store',
      // A connection kept after its stream would keep a server that closes from closing.
      connection: 'close',
      // Nginx would collect the events.
      'x-accel-buffering': 'no',
      ...headers,
    });
    reply.hijack();
    reply.request.admitted?.end();
    raw.flushHeaders();
    return new EventStream(raw);
  }

  /** Aborts when the reader has gone. */
  get signal(): AbortSignal {
    return this.gone.signal;
  }

  /** Resolves when there is room for more. A reader that does not take it in time is cut off. */
  async send({ id, type, data }: ServerSentEvent): Promise<void> {
    if (this.signal.aborted) return;
    this.quiet = false;
    const block = `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`;
    if (this.response.write(block)) return;
    const signal = AbortSignal.any([this.signal, AbortSignal.timeout(PATIENCE_MS)]);
    await once(this.response, 'drain', { signal }).catch(() => this.response.destroy());
  }

  end(): void {
    this.response.end();
  }

  private leave(): void {
    EventStream.open.delete(this);
    this.gone.abort();
    if (EventStream.open.size > 0) return;
    clearInterval(EventStream.timer);
    EventStream.timer = undefined;
  }

  /** A comment on every stream on which nothing moved since the last time. */
  private static readonly keepAlive = (): void => {
    for (const stream of EventStream.open) {
      if (stream.quiet && !stream.response.writableNeedDrain)
        stream.response.write(': keep-alive\n\n');
      stream.quiet = true;
    }
  };
}
