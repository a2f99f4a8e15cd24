import { v7 as uuidv7 } from 'uuid';
import type { RunResult } from '../../src/engine/index.js';
import type { NewRun } from '../../src/execution/run.js';

/** A run of the draft `board` of the app `app`. */
export const RUN: Omit<NewRun, 'id'> = {
  board: { appId: 'app', boardId: 'board', version: 'draft', hash: 'old' },
  startNode: 'start',
  event: null,
  source: 'job',
  mode: 'async',
  payload: null,
  given: {},
  tellsNodes: false,
  record: 'none',
  startedBy: null,
  traceparent: null,
  delayMs: 0,
  timeoutMs: undefined,
  priority: 0,
  retries: 0,
  callbackUrl: null,
  rerunOf: null,
};
export const RESULT: RunResult = {
  status: 'completed',
  error: null,
  isOutage: false,
  result: 'first',
  logLevel: 'Info',
  logs: [{ level: 'Info', nodeId: 'start', message: 'line', time: 1 }],
  nodes: [],
  activations: 1,
};

export const newRun = (changes: Partial<NewRun> = {}): NewRun => ({
  ...RUN,
  id: uuidv7(),
  ...changes,
});
export const PHASES = { start: 1, nodes: 2, io: 3 };
