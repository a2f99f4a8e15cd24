import { Agent, type Dispatcher } from 'undici';
import {
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  NodeError,
  OutageError,
} from '../engine/index.js';
import { Deadline } from './deadline.js';
import { failureSentence, isOutage } from './failure-sentence.js';
import { guardedConnector } from './guarded-connector.js';
import { type OutwardRequest, outwardRequest, redirected } from './outward-request.js';
import { ReachableAddresses } from './reachable-addresses.js';
import { type Resolve, resolver } from './resolve.js';
import { decodedBody } from './response-body.js';

export interface OutwardLimits {
  /** Milliseconds from the beginning of a request to the last byte of its answer. */
  readonly timeoutMs: number;
  /** Bytes of the body of an answer, before and after it is unpacked. */
  readonly responseBytes: number;
  /** How often an answer may send a request on to somewhere else; 0 = its first answer counts. */
  readonly redirects: number;
}

export interface OutwardSettings extends Omit<OutwardLimits, 'redirects'> {
  /** What may be reached besides the public internet: host names, addresses, networks. */
  readonly allow: readonly string[];
  /** Connections at once to one origin; further requests wait. */
  readonly connections: number;
}

const DEFAULTS: OutwardSettings & OutwardLimits = {
  allow: [],
  timeoutMs: 300_000,
  responseBytes: 8_388_608,
  connections: 64,
  redirects: 10,
};
/** Servers may ask for longer. */
const MAX_KEEP_ALIVE_MS = 60_000;
/** Of an answer that only sends on; with more the connection is given up. */
const REDIRECT_BODY_BYTES = 65_536;

/**
 * Sends requests of boards and of this server into the world, and never into the network the server stands in.
 * Connections are kept and shared.
 */
export class OutwardHttp implements HttpClient {
  private readonly agent: Agent;
  private readonly limits: OutwardLimits;

  /** `resolve` finds the addresses of a host name; by default name servers and the system do. */
  constructor(settings: Partial<OutwardSettings> = {}, resolve?: Resolve) {
    const { allow, connections, ...limits } = { ...DEFAULTS, ...settings };
    const reachable = new ReachableAddresses(allow);
    const isLocal = (host: string) => reachable.includesHost(host);
    this.limits = limits;
    this.agent = new Agent({
      connect: guardedConnector(reachable, resolve ?? resolver(isLocal)),
      connections,
      keepAliveMaxTimeout: MAX_KEEP_ALIVE_MS,
      // One time limit for the whole of a request replaces those of its parts.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  /**
   * Follows redirects and answers when the head of the response is there, whatever its status. The body must be
   * read, or left with `return`. Throws NodeError where there is no answer; the signal's reason when it aborts.
   */
  async send(
    request: HttpRequest,
    signal: AbortSignal,
    limits?: Partial<OutwardLimits>,
  ): Promise<HttpResponse> {
    const exchange = new Exchange(this.agent, signal, { ...this.limits, ...limits });
    return exchange.run(outwardRequest(request));
  }

  /** Breaks off whatever is under way. */
  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }
}

/** One request with all the redirects it takes. */
class Exchange {
  private readonly deadline: Deadline;
  private host = '';

  constructor(
    private readonly agent: Agent,
    private readonly signal: AbortSignal,
    private readonly limits: OutwardLimits,
  ) {
    signal.throwIfAborted();
    this.deadline = new Deadline(signal, limits.timeoutMs);
  }

  async run(first: OutwardRequest): Promise<HttpResponse> {
    try {
      let request = first;
      for (let left = this.limits.redirects; ; left--) {
        const answer = await this.ask(request);
        const headers = pairs(answer.headers as unknown as readonly string[]);
        const next = redirected(request, answer.statusCode, valueOf(headers, 'location'));
        if (next === undefined || this.limits.redirects === 0)
          return this.response(request, answer, headers);
        await answer.body.dump({ limit: REDIRECT_BODY_BYTES });
        if (left === 0)
          throw new NodeError(
            `${first.url.host} leads on more than ${this.limits.redirects} times`,
          );
        request = next;
      }
    } catch (error) {
      throw this.ended(error);
    }
  }

  private ask({ url, method, headers, body }: OutwardRequest): Promise<Dispatcher.ResponseData> {
    this.host = url.host;
    return this.agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: method as Dispatcher.HttpMethod,
      headers: headers.flat(),
      body,
      signal: this.deadline.signal,
      responseHeaders: 'raw',
    });
  }

  private response(
    { method }: OutwardRequest,
    { statusCode, body: raw }: Dispatcher.ResponseData,
    given: HttpResponse['headers'],
  ): HttpResponse {
    const isEmpty = method === 'HEAD' || statusCode === 204 || statusCode === 304;
    // Whoever reads the body is told of its faults; nobody may.
    raw.on('error', () => undefined).on('close', () => this.deadline.end());
    if (isEmpty) return { status: statusCode, headers: given, body: this.read(raw, raw) };
    const { headers, body } = decodedBody(raw, given, this.limits.responseBytes);
    return { status: statusCode, headers, body: this.read(raw, body) };
  }

  private async *read(
    raw: Dispatcher.ResponseData['body'],
    body: AsyncIterable<Uint8Array>,
  ): AsyncIterable<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw this.ended(error);
    } finally {
      raw.destroy();
    }
  }

  /** What to throw when it is over before its end. */
  private ended(error: unknown): unknown {
    const { isPassed } = this.deadline;
    this.deadline.end();
    if (isPassed)
      return new OutageError(
        `The request to ${this.host} took longer than ${this.limits.timeoutMs} ms`,
      );
    if (this.signal.aborted) return this.signal.reason;
    // One fault may end several requests: each gets an error of its own.
    if (error instanceof NodeError) return new NodeError(error.message);
    const sentence = failureSentence(this.host, error);
    return isOutage(error) ? new OutageError(sentence) : new NodeError(sentence);
  }
}

function pairs(raw: readonly string[]): [name: string, value: string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index]!.toLowerCase(),
    raw[2 * index + 1]!,
  ]);
}

function valueOf(headers: HttpResponse['headers'], wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}
