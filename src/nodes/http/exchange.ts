import { type Activation, type HttpResponse, printValue, type Value } from '../../engine/index.js';
import { isBytes, type RequestValue, type ResponseValue } from './http-pins.js';

/** Sends a request of a board. Answers when the head of the response is there. Throws NodeError. */
export function send(at: Activation, request: RequestValue): Promise<HttpResponse> {
  const { url, method } = request;
  const [body, type] = content(request.body);
  const headers = new HeaderList(Object.entries(request.headers ?? {}));
  if (type !== undefined) headers.addMissing('Content-Type', type);
  headers.addMissing('Idempotency-Key', at.nextIdempotencyKey());
  headers.addMissing('traceparent', at.traceparent);
  return at.http.send({ method, url, headers: headers.entries, body }, at.signal);
}

/** Reads the whole body; `onChunk` is waited for after every piece of it. */
export async function receive(
  { status, headers, body }: HttpResponse,
  onChunk?: (chunk: number[]) => unknown,
): Promise<ResponseValue> {
  const bytes: number[] = [];
  for await (const chunk of body) {
    for (const byte of chunk) bytes.push(byte);
    if (onChunk !== undefined) await onChunk([...chunk]);
  }
  return { status, headers: Object.fromEntries(headers), body: bytes };
}

/** What is sent for a body, and its kind where nothing else is said. */
function content(body: Value): [body: string | Uint8Array | null, type?: string] {
  if (body === null) return [null];
  if (typeof body === 'string') return [body, 'text/plain; charset=utf-8'];
  if (isBytes(body)) return [Uint8Array.from(body)];
  return [printValue(body), 'application/json'];
}

class HeaderList {
  private readonly names: Set<string>;

  constructor(readonly entries: [name: string, value: string][]) {
    this.names = new Set(entries.map(([name]) => name.toLowerCase()));
  }

  /** What the board says itself, in whatever case, stays. */
  addMissing(name: string, value: string | undefined): void {
    if (value !== undefined && !this.names.has(name.toLowerCase()))
      this.entries.push([name, value]);
  }
}
