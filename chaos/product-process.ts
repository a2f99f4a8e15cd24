import path from 'node:path';
import { type Child, startChild, stopChild } from '../scripts/local-servers/child-process.mjs';
import { freePort } from '../scripts/local-servers/free-port.mjs';
import { until } from '../test/setup/until.js';

/** One process of the product, started again at once whenever it ends unasked, as an orchestrator would. */
export class ProductProcess {
  private child: Child | undefined;
  private stopping = false;
  private output = '';
  /** Preloads of the present run, beside the usual ones. */
  private extra: readonly string[] = [];
  /** What the balancer thinks of it. */
  ready = false;

  private constructor(
    readonly role: 'api' | 'worker',
    private readonly root: string,
    private readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
    private readonly preloads: readonly string[],
  ) {}

  static async start(
    role: 'api' | 'worker',
    root: string,
    env: Readonly<Record<string, string>>,
    preloads: readonly string[] = [],
  ): Promise<ProductProcess> {
    const made = new ProductProcess(role, root, await freePort(), env, preloads);
    made.launch();
    await made.untilReady();
    return made;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child!.process.pid!;
  }

  /** Its last lines. */
  get lastWords(): string {
    return this.output;
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.process.kill(signal);
  }

  /** Asks it to end; the answer is its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.stopping = true;
    const { code } = await stopChild(this.child!, signal, 40_000);
    return code;
  }

  /** As a deployment does it: ends by itself, another one takes its place. */
  async restart(preloads: readonly string[] = []): Promise<void> {
    await this.stop();
    this.stopping = false;
    this.extra = preloads;
    this.launch();
    await this.untilReady();
  }

  async untilReady(): Promise<void> {
    await until(() => this.probe(), { within: 60_000 }).catch(() => {
      throw new Error(`A process did not become ready: ${this.role}\n${this.output}`);
    });
  }

  /** Whether it says that it is ready. */
  async probe(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2000) });
      await answer.body?.cancel();
      this.ready = answer.ok;
    } catch {
      this.ready = false;
    }
    return this.ready;
  }

  private launch(): void {
    const imports = [...this.preloads, ...this.extra].flatMap((name) => [
      '--import',
      path.join(this.root, 'chaos', 'preload', `${name}.mjs`),
    ]);
    const child = startChild(process.execPath, [...imports, 'dist/main.js', this.role], {
      cwd: this.root,
      deathSignal: 'SIGKILL',
      env: { ...process.env, ...this.env, HOST: '127.0.0.1', PORT: `${this.port}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.process.stdout, child.process.stderr])
      stream
        ?.setEncoding('utf8')
        .on('data', (text: string) => (this.output = (this.output + text).slice(-20_000)));
    void child.exited.then(() => {
      if (!this.stopping) this.launch();
    });
  }
}
