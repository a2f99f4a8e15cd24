import { NodeError } from './errors.js';
import type {
  FileStore,
  Host,
  HttpClient,
  HttpRequest,
  HttpResponse,
  Interactions,
  Notification,
  Notifications,
  Question,
  Reply,
  RunEvent,
} from './host.js';
import { Scope } from './scope.js';
import type { Value } from './value.js';

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/**
 * A host under test control: ids count up, random numbers are the same each time, events and requests are
 * kept. Time stands still while anybody has something to do; when all sleep it jumps to where the first
 * one wakes. Has neither HTTP nor files nor people unless it is given them.
 */
export class RecordingHost implements Host {
  readonly events: RunEvent[] = [];
  readonly requests: HttpRequest[] = [];
  readonly questions: Question[] = [];
  readonly sent: Notification[] = [];
  http?: HttpClient;
  files?: FileStore;
  interactions?: Interactions;
  notifications?: Notifications;
  environment?: (name: string) => string | undefined;
  private readonly sleepers = new Set<Sleeper>();
  private waking = false;
  private time = 0;
  private ids = 0;
  private seed = 1;

  readonly clock = {
    now: () => this.time,
    sleep: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      await this.sleep(this.time + ms, signal);
    },
  };

  private sleep(until: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      // Hundreds may sleep under one signal; each listens to a scope of its own.
      const scope = new Scope(signal);
      const wake = () => {
        resolve();
        scope.end();
      };
      const sleeper: Sleeper = { until, wake };
      scope.signal.addEventListener('abort', () => {
        this.sleepers.delete(sleeper);
        scope.end();
        reject(scope.signal.reason as Error);
      });
      this.sleepers.add(sleeper);
      this.wakeLater();
    });
  }

  private wakeLater(): void {
    if (this.waking || this.sleepers.size === 0) return;
    this.waking = true;
    setImmediate(() => {
      this.waking = false;
      this.wakeFirst();
      this.wakeLater();
    });
  }

  private wakeFirst(): void {
    const [first] = [...this.sleepers].sort((left, right) => left.until - right.until);
    if (first === undefined) return;
    this.sleepers.delete(first);
    this.time = Math.max(this.time, first.until);
    first.wake();
  }

  createId(): string {
    return `id-${++this.ids}`;
  }

  /** The multiplier and the modulus are those of the minimal standard generator of Park and Miller. */
  random(): number {
    this.seed = (this.seed * 48_271) % 2_147_483_647;
    return (this.seed - 1) / 2_147_483_646;
  }

  breathe(): Promise<void> | undefined {
    return undefined;
  }

  /** How many wait for time to pass; 0 when nothing was left behind. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  /** From now on there is HTTP, and this is what every request gets. What `respond` throws is thrown. */
  answerHttp(respond: (request: HttpRequest) => Answer): this {
    this.http = {
      send: async (request, signal) => {
        signal.throwIfAborted();
        this.requests.push(request);
        const { status, headers = [], chunks = [] } = respond(request);
        return { status, headers, body: inChunks(chunks) };
      },
    };
    return this;
  }

  /** From now on there are files: those of the map, by path. */
  keepFiles(files: Map<string, Uint8Array>): this {
    const { now } = this.clock;
    this.files = {
      read: async (path) => {
        const bytes = files.get(path);
        if (bytes === undefined) throw new NodeError(`There is no file ${path}`);
        return bytes;
      },
      write: async (path, bytes) => void files.set(path, bytes),
      delete: async (path) => void files.delete(path),
      list: async (prefix) =>
        [...files]
          .filter(([path]) => path.startsWith(prefix))
          .map(([path, { length }]) => ({ path, size: length, modified: now() }))
          .sort((left, right) => (left.path < right.path ? -1 : 1)),
    };
    return this;
  }

  /** From now on there are people to ask, who answer at once; undefined = not before the question expires. */
  answerQuestions(respond: (question: Question) => Value | undefined): this {
    this.interactions = {
      open: async (question, signal) => {
        signal.throwIfAborted();
        this.questions.push(question);
        const { ttlSeconds } = question;
        return {
          id: this.createId(),
          ttlSeconds,
          expiresAt: this.time / 1000 + ttlSeconds,
          responderJwt: `jwt-${this.questions.length}`,
          answer: async (): Promise<Reply> => {
            const value = respond(question);
            if (value !== undefined) return { responded: true, value };
            await this.clock.sleep(ttlSeconds * 1000, signal);
            return { responded: false };
          },
        };
      },
    };
    return this;
  }

  /** From now on notifications are kept, and those that `reaches` says no to reach nobody. */
  takeNotifications(reaches: (notification: Notification) => boolean = () => true): this {
    this.notifications = {
      send: async (notification) => {
        this.sent.push(notification);
        return reaches(notification);
      },
    };
    return this;
  }

  /** From now on boards can read these environment variables. */
  showEnvironment(variables: Readonly<Record<string, string>>): this {
    this.environment = (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
    return this;
  }

  emit(event: RunEvent): void {
    this.events.push(event);
  }
}

/** What a test gives as the response to a request. */
interface Answer {
  readonly status: number;
  readonly headers?: HttpResponse['headers'];
  /** The body, in the pieces it comes in. */
  readonly chunks?: readonly string[];
}

async function* inChunks(chunks: readonly string[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}
