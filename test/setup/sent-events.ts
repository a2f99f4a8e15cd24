import type { AnyJson } from './api-client.js';

/** One event of a stream, as it was sent. */
export interface SentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: AnyJson;
}

/** Reads Server-Sent Events as the ecosystem's editor does. */
export class SentEvents {
  private text = '';
  private readonly decoder = new TextDecoder();
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;

  private constructor(
    readonly answer: Response,
    private readonly stop: AbortController,
  ) {
    this.reader = answer.body!.getReader();
  }

  static async open(
    url: string,
    { method = 'GET', headers = {}, body }: { method?: string; headers?: object; body?: object },
  ): Promise<SentEvents> {
    const stop = new AbortController();
    const answer = await fetch(url, {
      method,
      headers: {
        accept: 'text/event-stream',
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
      signal: stop.signal,
    } as RequestInit);
    return new SentEvents(answer, stop);
  }

  /** Undefined when the server has closed the stream. */
  async next(): Promise<SentEvent | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        if (!block.startsWith(':')) return eventOf(block);
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += this.decoder.decode(value, { stream: true });
    }
  }

  async rest(): Promise<SentEvent[]> {
    const events: SentEvent[] = [];
    for (let event = await this.next(); event !== undefined; event = await this.next())
      events.push(event);
    return events;
  }

  /** As a network that breaks. */
  cut(): void {
    this.stop.abort();
  }
}

function eventOf(block: string): SentEvent {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  return { id: field('id'), event: field('event')!, data: JSON.parse(field('data')!) };
}
