import { rmSync } from 'node:fs';
import { type RedisServer, startRedis } from '../scripts/local-servers/redis.mjs';

/** A Redis that can be broken. */
export class OwnRedis {
  private constructor(
    private server: RedisServer,
    private readonly directory: string,
  ) {}

  static async start(directory: string): Promise<OwnRedis> {
    return new OwnRedis(await startRedis(optionsIn(directory)), directory);
  }

  get url(): string {
    return this.server.url;
  }

  /** Killed, and everything it knew is gone. */
  async restartEmpty(): Promise<void> {
    const { port } = this.server;
    this.server.process.kill('SIGKILL');
    await this.server.exited;
    rmSync(this.directory, { recursive: true, force: true });
    this.server = await startRedis({ ...optionsIn(this.directory), port });
  }

  pause(): void {
    this.server.process.kill('SIGSTOP');
  }

  resume(): void {
    this.server.process.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.resume();
    await this.server.stop();
  }
}

const optionsIn = (directory: string) => ({ directory, args: ['--appendonly', 'yes'] });
