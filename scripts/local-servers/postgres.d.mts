import type { ChildProcess } from 'node:child_process';
import type { End } from './child-process.mjs';

export interface PostgresServer {
  url(database: string): string;
  port: number;
  logFile: string;
  process: ChildProcess;
  exited: Promise<End>;
  stop(): Promise<End>;
}

export function startPostgres(options: {
  directory: string;
  port?: number;
  settings?: Readonly<Record<string, string>>;
}): Promise<PostgresServer>;
export function ensureDatabase(postgres: PostgresServer, name: string): Promise<void>;
