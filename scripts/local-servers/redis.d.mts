import type { ChildProcess } from 'node:child_process';
import type { End } from './child-process.mjs';

export interface RedisServer {
  url: string;
  port: number;
  version: string;
  logFile: string;
  process: ChildProcess;
  exited: Promise<End>;
  stop(): Promise<End>;
}

export function startRedis(options: {
  directory: string;
  port?: number;
  args?: readonly string[];
}): Promise<RedisServer>;
