import type { ChildProcess, SpawnOptions } from 'node:child_process';

export interface Child {
  process: ChildProcess;
  exited: Promise<End>;
}

export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  error?: Error;
}

export interface ChildOptions extends SpawnOptions {
  deathSignal?: NodeJS.Signals;
}

export function canTieToParent(): boolean;
export function startChild(command: string, args: string[], options?: ChildOptions): Child;
export function stopChild(child: Child, signal?: NodeJS.Signals, graceMs?: number): Promise<End>;
export function whenReady(
  child: Child,
  isReady: () => Promise<boolean>,
  withinMs?: number,
): Promise<void>;
