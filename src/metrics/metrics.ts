import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { atMost } from '../common/at-most.js';
import { VERSION } from '../common/version.js';
import { Config } from '../config/config.js';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WAIT_SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1800];
const RUN_SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 300, 1800, 3600];
/** A source that has not answered by then is left out of the scrape. */
const PATIENCE_MS = 2000;

interface Labelled {
  readonly labelNames: readonly string[];
}

interface Described {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labels: readonly string[];
}

interface Source {
  readonly name: string;
  readonly keptMs: number;
  readonly collect: () => void | Promise<void>;
  asked: number;
  answer: Promise<void>;
}

/**
 * Everything this process tells of itself in numbers. No label has more values than the program text gives it:
 * ids of apps, boards, users and node texts are never labels. docs/metrics.md lists them all; a test keeps it true.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly registers = [this.registry];
  private readonly sources: Source[] = [];

  readonly requestSeconds = new Histogram({
    name: 'flow_like_http_request_duration_seconds',
    help: 'Requests answered, by route pattern, and how long that took. Event streams are not among them.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: this.registers,
  });
  readonly streams = this.counter(
    'flow_like_http_streams_total',
    'Event streams that ended, by route pattern.',
    ['route'],
  );
  readonly runSeconds = new Histogram({
    name: 'flow_like_run_duration_seconds',
    help: 'Runs that ended in this process, by status and mode, and how long their last attempt took.',
    labelNames: ['status', 'mode'],
    buckets: RUN_SECONDS,
    registers: this.registers,
  });
  readonly runPhaseSeconds = this.counter(
    'flow_like_run_phase_seconds_total',
    'Where the time of ended runs went: start (until the board was there), nodes (computing), io (waiting for the world).',
    ['phase'],
  );
  readonly nodeSeconds = this.counter(
    'flow_like_node_seconds_total',
    'Time of nodes by type, with what they waited for and the nodes that they ran themselves (loops). Of measured runs: one in NODE_TIMES_EVERY, traced and recorded ones.',
    ['type'],
  );
  readonly nodeActivations = this.counter(
    'flow_like_node_activations_total',
    'Activations of nodes by type, of the same runs.',
    ['type'],
  );
  readonly runsRetried = this.counter(
    'flow_like_runs_retried_total',
    'Attempts that met an outage and went back to the queue.',
  );
  readonly runsActive = this.gauge(
    'flow_like_runs_active',
    'Runs that this process has now, those included that wait for people.',
  );
  readonly runPlaces = this.gauge(
    'flow_like_run_places',
    'Runs this process may execute at once: RUN_CONCURRENCY of a worker, SYNC_RUNS of an api.',
  );
  readonly queueRuns = this.gauge(
    'flow_like_queue_runs',
    'Runs of the whole installation: ready (a worker may take them), parked (their app lets them wait), delayed (their time has not come), running. By kind of app: open (has a place for them), full (all its places are taken), paused. Counted up to 20000.',
    ['queue', 'state', 'apps'],
  );
  readonly queueOldestSeconds = this.gauge(
    'flow_like_queue_oldest_seconds',
    'How long the run has waited that waits longest, of the whole installation; 0 when none waits. By kind of app like flow_like_queue_runs.',
    ['queue', 'state', 'apps'],
  );
  readonly queueTickets = this.gauge(
    'flow_like_queue_tickets',
    'Tickets in Redis, of the whole installation: waiting, active, delayed or failed.',
    ['queue', 'state'],
  );
  readonly queueWaitSeconds = new Histogram({
    name: 'flow_like_queue_wait_seconds',
    help: 'From the moment a run could have been taken to the moment a worker took its ticket.',
    labelNames: ['queue'],
    buckets: WAIT_SECONDS,
    registers: this.registers,
  });
  readonly workers = this.gauge(
    'flow_like_workers',
    'Processes of the whole installation that execute runs and whose heartbeat is not older than 5 s.',
  );
  readonly programLookups = this.counter(
    'flow_like_program_cache_lookups_total',
    'Looks for a compiled board, by what came of it: hit or miss.',
    ['outcome'],
  );
  readonly programEntries = this.gauge(
    'flow_like_program_cache_entries',
    'Compiled boards in memory.',
  );
  readonly callbackAttempts = this.counter(
    'flow_like_callback_attempts_total',
    'Callbacks sent, by what came of it: delivered, waiting (to be tried again) or failed (given up).',
    ['outcome'],
  );
  readonly callbacksDue = this.gauge(
    'flow_like_callbacks_due',
    'Callbacks of the whole installation that should have been sent by now. Counted up to 20000, by workers.',
  );
  readonly triggerStarts = this.counter(
    'flow_like_trigger_starts_total',
    'Events started by triggers, by door: http or cron.',
    ['door'],
  );
  readonly spans = this.counter(
    'flow_like_trace_spans_total',
    'Spans sent to the collector, by what came of it: exported or dropped.',
    ['outcome'],
  );
  readonly poolConnections = this.gauge(
    'flow_like_database_pool_connections',
    'Connections of this process to Postgres, by state: busy or idle.',
    ['state'],
  );
  readonly poolWaiting = this.gauge(
    'flow_like_database_pool_waiting',
    'Statements of this process that wait for a connection.',
  );
  readonly poolSize = this.gauge(
    'flow_like_database_pool_size',
    'Connections this process may open for its work: DATABASE_POOL_SIZE.',
  );
  readonly databaseSeconds = this.gauge(
    'flow_like_database_round_trip_seconds',
    'How long Postgres took to answer the probe of the last scrape.',
  );
  readonly redisSeconds = this.gauge(
    'flow_like_redis_round_trip_seconds',
    'How long Redis took to answer the ping of the last scrape.',
  );
  readonly up = this.gauge(
    'flow_like_dependency_up',
    'Whether a service this process needs answered the last scrape: postgres, redis.',
    ['dependency'],
  );
  readonly postgresConnections = this.gauge(
    'flow_like_postgres_connections',
    'Connections to the database, of everybody who uses it.',
  );
  readonly postgresConnectionsMax = this.gauge(
    'flow_like_postgres_connections_max',
    'Connections that Postgres lets in: its max_connections.',
  );
  readonly postgresBytes = this.gauge('flow_like_postgres_size_bytes', 'Size of the database.');
  readonly postgresOldestSeconds = this.gauge(
    'flow_like_postgres_oldest_transaction_seconds',
    'Age of the oldest transaction in the database, as far as this user of Postgres may see.',
  );
  readonly postgresTransactions = this.counter(
    'flow_like_postgres_transactions_total',
    'Transactions of the database since its statistics began, by outcome: committed or rolled_back.',
    ['outcome'],
  );
  readonly postgresBlocks = this.counter(
    'flow_like_postgres_blocks_total',
    'Blocks the database needed, by where they were: cache or disk.',
    ['from'],
  );
  readonly postgresDeadlocks = this.counter(
    'flow_like_postgres_deadlocks_total',
    'Deadlocks in the database since its statistics began.',
  );
  readonly redisBytes = this.gauge('flow_like_redis_memory_bytes', 'Memory that Redis uses.');
  readonly redisBytesMax = this.gauge(
    'flow_like_redis_memory_max_bytes',
    'Memory that Redis may use; 0 = no limit.',
  );
  readonly redisClients = this.gauge('flow_like_redis_clients', 'Connections to Redis.');
  readonly redisCommands = this.counter(
    'flow_like_redis_commands_total',
    'Commands since Redis began.',
  );
  readonly redisEvicted = this.counter(
    'flow_like_redis_evicted_keys_total',
    'Keys that Redis dropped for want of memory; must stay 0, its policy has to be noeviction.',
  );
  readonly scrapeFailures = this.counter(
    'flow_like_scrape_failures_total',
    'Sources that did not answer a scrape within 2 s; their numbers are left out of it.',
    ['source'],
  );

  constructor({ role }: Config) {
    this.gauge('flow_like_info', 'Always 1; version and role of this process.', [
      'version',
      'role',
    ]).set({ version: VERSION, role }, 1);
  }

  /** Counts memory, processor time, garbage collection and the lag of the event loop, too. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Sets a counter that another server counts. */
  setTotal<Label extends string>(
    counter: Counter<Label>,
    total: number,
    labels: Partial<Record<Label, string>> = {},
  ): void {
    counter.remove(labels);
    counter.inc(labels, total);
  }

  /** `collect` sets gauges before each scrape, at most once in `keptMs`. */
  atScrape(name: string, collect: Source['collect'], keptMs = 0): void {
    this.sources.push({ name, collect, keptMs, asked: -Infinity, answer: Promise.resolve() });
  }

  /** Everything in the text format of Prometheus. */
  async scrape(): Promise<string> {
    await Promise.all(this.sources.map((source) => this.ask(source)));
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** What there is, with and without a value so far. */
  async describe(): Promise<Described[]> {
    const all = await this.registry.getMetricsAsJSON();
    return all.map(({ name, help, type }) => {
      // Declared, but not part of the types of prom-client.
      const { labelNames } = this.registry.getSingleMetric(name) as unknown as Labelled;
      return { name, help, type: String(type), labels: labelNames };
    });
  }

  private async ask(source: Source): Promise<void> {
    const now = performance.now();
    if (now - source.asked >= source.keptMs) {
      source.asked = now;
      source.answer = (async () => source.collect())();
      source.answer.catch(() => this.scrapeFailures.inc({ source: source.name }));
    }
    await atMost(PATIENCE_MS, source.answer).catch(() => undefined);
  }

  private counter<Label extends string = never>(name: string, help: string, labels: Label[] = []) {
    return new Counter<Label>({ name, help, labelNames: labels, registers: this.registers });
  }

  private gauge<Label extends string = never>(name: string, help: string, labels: Label[] = []) {
    return new Gauge<Label>({ name, help, labelNames: labels, registers: this.registers });
  }
}
