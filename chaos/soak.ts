import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Load } from './load.js';
import { plot } from './plot.js';
import { type Sample, Sampler } from './sampler.js';
import { judge } from './witness.js';
import { type Place, World } from './world.js';

const EVERY_MS = 5000;
/** Pools, caches and compiled code fill up at first: that is no leak. */
const WARM_UP_SHARE = 0.3;
/** What grows by more than this share of itself, or by more than a few, while it is watched is not flat. */
const NOISE_SHARE = 0.1;
const NOISE = 5;
/** Rows that are kept for as long as the settings say grow with the jobs. */
const KEPT = ['rows: runs', 'rows: idempotency_keys', 'rows: run_logs', 'rows: run_events'];

interface Slope {
  readonly series: string;
  readonly first: number;
  readonly last: number;
  /** Per hour, by least squares, after the warm-up. */
  readonly perHour: number;
  readonly flat: boolean;
}

/** Loads the product evenly and watches what it holds. True when all of it stayed flat. Called by scripts/soak.mjs. */
export async function soak(place: Place, args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '100' },
    },
  });
  const [minutes, rate] = [Number(values.minutes), Number(values.rate)];
  if (!(minutes > 0 && minutes <= 1440)) throw new Error('--minutes must be from 0 to 1440');
  if (!(rate > 0 && rate <= 2000)) throw new Error('--rate must be from 0 to 2000 jobs a second');
  const folder = path.join(place.root, '.local', 'soak');
  mkdirSync(folder, { recursive: true });
  const world = await World.start(place);
  try {
    const sampler = await Sampler.start(world);
    const load = new Load(world, `soak-${Date.now()}`);
    let over = false;
    const sending = load.send(Math.ceil(minutes * 60 * rate), rate).finally(() => (over = true));
    const samples: Sample[] = [];
    while (!over) {
      samples.push(await sampler.sample());
      await Promise.race([sending, sleep(EVERY_MS)]);
    }
    await sampler.stop();
    const verdict = await judge(world.postgres, load.jobs, load.began, Date.now());
    const slopes = slopesOf(samples);
    const text = reportOf(slopes, samples.length, load.jobs.length, verdict.accepted, minutes);
    console.log(text);
    writeFileSync(path.join(folder, 'report.md'), text);
    writeFileSync(path.join(folder, 'plot.svg'), plot(samples));
    console.log(`\nWritten: .local/soak/report.md and .local/soak/plot.svg`);
    return slopes.every(({ flat }) => flat);
  } finally {
    await world.stop();
  }
}

function slopesOf(samples: readonly Sample[]): Slope[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const [begin, end] = [warm[0]!, warm.at(-1)!];
  return Object.keys(begin.figures).map((series) => {
    const points = warm.map(({ at, figures }) => [at / 3_600_000, figures[series] ?? 0] as const);
    const mean = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
    const perHour = steepness(points);
    const growth = perHour * ((end.at - begin.at) / 3_600_000);
    const flat = KEPT.includes(series) || growth <= Math.max(NOISE, NOISE_SHARE * mean);
    return { series, first: begin.figures[series]!, last: end.figures[series]!, perHour, flat };
  });
}

function steepness(points: readonly (readonly [number, number])[]): number {
  const [meanX, meanY] = [0, 1].map(
    (axis) => points.reduce((sum, point) => sum + point[axis as 0 | 1], 0) / points.length,
  ) as [number, number];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

function reportOf(
  slopes: readonly Slope[],
  samples: number,
  sent: number,
  accepted: number,
  minutes: number,
): string {
  const rows = slopes.map(
    ({ series, first, last, perHour, flat }) =>
      `| ${series} | ${first.toFixed(0)} | ${last.toFixed(0)} | ${perHour.toFixed(0)} | ${KEPT.includes(series) ? 'kept' : flat ? 'flat' : 'NOT FLAT'} |`,
  );
  return [
    `${minutes} minutes, ${samples} samples, ${sent} jobs sent, ${accepted} accepted. After the warm-up:`,
    '',
    '| what | first | last | slope per hour | |',
    '| --- | --: | --: | --: | --- |',
    ...rows,
  ].join('\n');
}
