/**
 * How an installation grows with its load: a queueing model (M/M/c: jobs come at random, each takes its time) fed with
 * what `npm run bench -- costs` measured. Pure; times in seconds, sizes in bytes, rates per second.
 */
export interface Costs {
  readonly api: number;
  readonly worker: number;
  readonly postgres: number;
  readonly redis: number;
  readonly wal: number;
  readonly stored: number;
}

export interface Limits {
  /** Share of its processor time that a part may be busy; beyond, waiting grows steeply. */
  readonly busy: number;
  /** Longest wait for a free process that one in a hundred may have. */
  readonly wait: number;
  readonly postgresCores: number;
  readonly walPerSecond: number;
  readonly postgresConnections: number;
  readonly runsPerWorker: number;
  readonly connectionsPerPod: number;
}

/** `npm run bench -- costs` on 2 cores shared with much other work, Node 20, Postgres 18: a board of three nodes. */
export const MEASURED: Costs = {
  api: 0.0012,
  worker: 0.000733,
  postgres: 0.000777,
  redis: 0.000173,
  wal: 2360,
  stored: 699,
};

/** Assumptions: a large Postgres, and the defaults of the chart. */
export const ASSUMED: Limits = {
  busy: 0.65,
  wait: 0.05,
  postgresCores: 32,
  walPerSecond: 200_000_000,
  postgresConnections: 500,
  runsPerWorker: 32,
  connectionsPerPod: 13,
};

export const RATES = [10, 100, 1000, 10_000, 100_000] as const;

export interface Plan {
  readonly rate: number;
  readonly apiPods: number;
  readonly apiBusy: number;
  readonly apiWait: number;
  /** For boards that compute only, and for boards that wait a second for the world. */
  readonly workerPods: number;
  readonly waitingWorkerPods: number;
  readonly postgresCores: number;
  readonly postgresShards: number;
  readonly connections: number;
  readonly walPerSecond: number;
  readonly storedPerDay: number;
  readonly redisCores: number;
  readonly redisShards: number;
}

/** The chance that who comes must wait for one of `servers`, of whom `load` are busy on average (Erlang C). */
export function chanceToWait(servers: number, load: number): number {
  if (load >= servers) return 1;
  let blocked = 1; // Erlang B, by its recursion: no factorial that overflows
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** The wait that a share of all stays within. */
export function waitWithin(share: number, servers: number, rate: number, service: number): number {
  const load = rate * service;
  if (load >= servers) return Number.POSITIVE_INFINITY;
  const chance = chanceToWait(servers, load);
  return chance <= 1 - share ? 0 : (Math.log(chance / (1 - share)) * service) / (servers - load);
}

/** The fewest single-threaded processes that keep within the limits, and never fewer than `least`. */
export function processesFor(rate: number, service: number, limits: Limits, least = 2): number {
  let servers = Math.max(least, Math.ceil((rate * service) / limits.busy));
  while (waitWithin(0.99, servers, rate, service) > limits.wait) servers++;
  return servers;
}

export function planFor(rate: number, costs: Costs, limits: Limits): Plan {
  const apiPods = processesFor(rate, costs.api, limits);
  const workerPods = processesFor(rate, costs.worker, limits);
  // Little's law: so many runs are under way at once when each lasts a second.
  const underWay = Math.ceil(rate / (limits.runsPerWorker * limits.busy));
  const postgresCores = (rate * costs.postgres) / limits.busy;
  const walPerSecond = rate * costs.wal;
  const redisCores = (rate * costs.redis) / limits.busy;
  return {
    rate,
    apiPods,
    apiBusy: (rate * costs.api) / apiPods,
    apiWait: waitWithin(0.99, apiPods, rate, costs.api),
    workerPods,
    waitingWorkerPods: Math.max(workerPods, underWay),
    postgresCores,
    postgresShards: Math.ceil(
      Math.max(postgresCores / limits.postgresCores, walPerSecond / limits.walPerSecond),
    ),
    connections: (apiPods + workerPods) * limits.connectionsPerPod,
    walPerSecond,
    storedPerDay: rate * costs.stored * 86_400,
    redisCores,
    redisShards: Math.ceil(redisCores),
  };
}

/** The rate at which each part of a single installation has reached its limit, the first one first. */
export function ceilings(costs: Costs, limits: Limits): { part: string; rate: number }[] {
  const pods = limits.postgresConnections / limits.connectionsPerPod;
  return [
    { part: 'Postgres: processor', rate: (limits.postgresCores * limits.busy) / costs.postgres },
    { part: 'Postgres: write-ahead log', rate: limits.walPerSecond / costs.wal },
    {
      part: 'Postgres: connections, without a pooler',
      rate: (pods * limits.busy) / (costs.api + costs.worker),
    },
    { part: 'Redis: its one thread', rate: limits.busy / costs.redis },
  ].toSorted((a, b) => a.rate - b.rate);
}

/** What docs/scaling.md shows. */
export function scalingTables(costs: Costs = MEASURED, limits: Limits = ASSUMED): string {
  const plans = RATES.map((rate) => planFor(rate, costs, limits));
  const whole = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 0 });
  const short = (value: number) => value.toLocaleString('en-US', { maximumSignificantDigits: 2 });
  const columns: [string, (plan: Plan) => string][] = [
    ['jobs/s', ({ rate }) => whole(rate)],
    ['api pods', ({ apiPods }) => whole(apiPods)],
    ['busy', ({ apiBusy }) => `${whole(apiBusy * 100)} %`],
    ['p99 wait', ({ apiWait }) => `${short(apiWait * 1000)} ms`],
    ['workers, computing', ({ workerPods }) => whole(workerPods)],
    ['workers, waiting 1 s', ({ waitingWorkerPods }) => whole(waitingWorkerPods)],
    ['Postgres cores', ({ postgresCores }) => short(postgresCores)],
    ['WAL', ({ walPerSecond }) => `${short(walPerSecond / 1e6)} MB/s`],
    ['kept a day', ({ storedPerDay }) => `${short(storedPerDay / 1e9)} GB`],
    ['connections', ({ connections }) => whole(connections)],
    ['Postgres shards', ({ postgresShards }) => whole(postgresShards)],
    ['Redis cores', ({ redisCores }) => short(redisCores)],
    ['Redis shards', ({ redisShards }) => whole(redisShards)],
  ];
  const first = ceilings(costs, limits).map(({ part, rate }) => [part, `${whole(rate)} jobs/s`]);
  return `${table(
    columns.map(([name]) => name),
    plans.map((plan) => columns.map(([, show]) => show(plan))),
  )}\n\n${table(['limit of one installation', 'reached at'], first)}\n`;
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

const BEGIN = '<!-- tables: npm run simulate -- --write -->\n\n';
const END = '\n<!-- end of tables -->';

/** docs/scaling.md with current tables. */
export function scalingPage(page: string): string {
  const [from, to] = [page.indexOf(BEGIN) + BEGIN.length, page.indexOf(END)];
  return page.slice(0, from) + scalingTables() + page.slice(to);
}
