import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { readConfig } from '../config/config.js';
import { compile, NodeRegistry, type Program, readBoard, type RunResult } from '../engine/index.js';
import { aBoard } from '../engine/testing.js';
import { allNodes } from '../nodes/index.js';
import type { ProgramsService } from './programs.service.js';
import { engineHost } from './engine-host.js';
import type { RunHosts } from './run-hosts.service.js';
import { Metrics } from '../metrics/metrics.js';
import { Tracing } from '../tracing/tracing.js';
import { RunTelemetry } from './run-telemetry.service.js';
import type { GivenValues } from './given-values.service.js';
import type { RunQueue } from './queue/run-queue.js';
import type { ClaimedRun, Given, NewRun, OwnedRun } from './run.js';
import { Pulse } from './pulse.service.js';
import { RunnerService } from './runner.service.js';
import type { RunSignals } from './run-signals.service.js';
import type { RecordedEnd, RunsService } from './runs.service.js';
import { newSecretKey } from '../../scripts/keys.mjs';

const RUN: ClaimedRun = {
  id: 'run',
  board: { appId: 'a', boardId: 'b', version: 'draft', hash: 'h' },
  startNode: 'start',
  mode: 'async',
  payload: null,
  given: {},
  tellsNodes: false,
  record: 'none',
  startedBy: null,
  traceparent: null,
  timeoutMs: null,
  attempt: 1,
  worker: 'this',
};
const outage = () => Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });

/** The rows, with faults on request: what Postgres only does when it is ill. */
class FaultyRuns {
  readonly faults: Error[] = [];
  readonly finished: RunResult[] = [];
  claim = async (): Promise<ClaimedRun> => RUN;
  createRunning = async (): Promise<ClaimedRun> => RUN;
  registerWorker = async (): Promise<void> => undefined;
  removeWorker = async (): Promise<void> => undefined;
  owned: OwnedRun[] = [];
  readonly handedBack: string[] = [];
  heartbeat = async () => ({ known: true, owned: this.owned });

  async handBack({ id }: OwnedRun): Promise<undefined> {
    this.handedBack.push(id);
    this.owned = [];
  }

  async finish(_run: ClaimedRun, result: RunResult): Promise<RecordedEnd> {
    const fault = this.faults.shift();
    if (fault !== undefined) throw fault;
    this.finished.push(result);
    return { end: { status: result.status, completedAt: new Date() }, next: [] };
  }
}

describe('RunnerService', () => {
  let runs: FaultyRuns;
  let runner: RunnerService;
  let pulse: Pulse;
  let load: () => Promise<Program>;

  beforeEach(() => {
    Logger.overrideLogger(false); // the faults below are reported, as they should be
    const board = aBoard(allNodes).node('start', 'events_simple').json();
    const program = compile(readBoard(board), new NodeRegistry(allNodes));
    load = async () => program;
    runs = new FaultyRuns();
    pulse = new Pulse(runs as unknown as RunsService);
    const config = readConfig(
      { DATABASE_URL: 'postgres://x', REDIS_URL: 'redis://x', SECRET_KEYS: newSecretKey() },
      'worker',
    );
    runner = new RunnerService(
      runs as unknown as RunsService,
      { getProgram: () => load() } as unknown as ProgramsService,
      { listen: () => undefined, publish: () => undefined } as unknown as RunSignals,
      pulse,
      { open: (given: Given) => given } as unknown as GivenValues,
      { hostOf: () => engineHost() } as unknown as RunHosts,
      { add: () => undefined } as unknown as RunQueue,
      config,
      new RunTelemetry(
        new Metrics(config),
        new Tracing(undefined),
        new NodeRegistry(allNodes),
        config,
      ),
    );
  });
  afterEach(async () => {
    jest.useRealTimers();
    await pulse.stop();
  });

  it('keeps a result until the database takes it', async () => {
    runs.faults.push(outage(), outage());
    await runner.work('run');
    expect(runs.finished).toMatchObject([{ status: 'completed' }]);
    expect(runner.activeCount).toBe(0);
  });

  it('ends a run whose result can never be stored', async () => {
    runs.faults.push(new RangeError('too large'));
    await runner.work('run');
    expect(runs.finished).toMatchObject([
      { status: 'failed', error: expect.stringContaining('could not be stored') },
    ]);
  });

  it('waits for a board it can not read yet, and fails one it can never read', async () => {
    const program = await load();
    const answers = [
      () => Promise.reject(outage()),
      async () => program,
      () => Promise.reject(new TypeError('bug')),
    ];
    load = () => answers.shift()!();
    await runner.work('run');
    await runner.work('run');
    expect(runs.finished).toMatchObject([
      { status: 'completed' },
      { status: 'failed', error: expect.stringContaining('The server made a mistake') },
    ]);
  });

  it('fails a run whose start node is gone', async () => {
    load = async () => compile(readBoard({ id: 'b' }), new NodeRegistry(allNodes));
    await runner.work('run');
    expect(runs.finished).toMatchObject([
      { status: 'failed', error: 'The board no longer has the start node start' },
    ]);
  });

  it('gives back a run whose claim was committed but never answered', async () => {
    jest.useFakeTimers();
    runs.owned = [{ id: 'lost', attempt: 1, worker: 'this', cancelled: false }];
    runner.onApplicationBootstrap();
    await jest.advanceTimersByTimeAsync(2_500);
    expect(runs.handedBack).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_500);
    expect(runs.handedBack).toEqual(['lost']);
  });

  it('drops a run that the rows gave to somebody else', async () => {
    const waiting = aBoard(allNodes)
      .node('start', 'events_simple')
      .node('wait', 'delay', { time: 60_000 })
      .wire('start.exec_out', 'wait.exec_in');
    const program = compile(readBoard(waiting.json()), new NodeRegistry(allNodes));
    runner.onApplicationBootstrap();
    const run: NewRun = {
      ...RUN,
      event: null,
      source: 'run',
      startedBy: null,
      delayMs: 0,
      timeoutMs: undefined,
      priority: 0,
      retries: 0,
      callbackUrl: null,
      rerunOf: null,
    };
    const { recorded, ended } = runner.startNow(run, program);
    await recorded;
    runs.owned = [{ id: 'run', attempt: 2, worker: 'this', cancelled: false }];
    await ended;
    expect(runs.finished).toEqual([]);
    expect(runner.activeCount).toBe(0);
  });
});
