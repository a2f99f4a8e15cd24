import { Cron } from 'croner';
import type { Schedule } from './trigger.js';

const MAX_CHARACTERS = 200;
/** Without `:` (a moment, no rule) and `?` (whatever time it is). */
const CHARACTERS = /^[\w*,/\-#@+ \t]+$/;

/** A tick that is this late still counts as in time: a busy server catches up, one after the other. */
const GRACE_MS = 60_000;
/** The newest of missed ticks runs late, but not later than this. */
const LATEST_MS = 86_400_000;
/** Missed ticks are counted one by one up to here. */
const MOST_COUNTED = 10_000;

/** What is wrong with a schedule, in words for whoever wrote it; undefined = nothing. */
export function scheduleFault({ expression, timezone }: Schedule): string | undefined {
  if (!isTimezone(timezone))
    return `must name a time zone such as Europe/Berlin; ${timezone.slice(0, 60)} is none`;
  if (expression.length > MAX_CHARACTERS || !CHARACTERS.test(expression))
    return `must hold a cron expression such as */5 * * * *: ${MAX_CHARACTERS} characters at most, no ? and no :`;
  try {
    const next = nextTick({ expression, timezone }, new Date());
    return next === null ? `must come some day; ${expression} never does` : undefined;
  } catch (error) {
    const reason = (error as Error).message.replace(/^\w+: /, '').slice(0, 200);
    return `must hold a cron expression of five fields, or six with seconds: ${reason}`;
  }
}

/** The first tick after a moment. */
export function nextTick(schedule: Schedule, after: Date): Date | null {
  return cron(schedule).nextRun(after);
}

/** What is to be done about a tick that is due. */
export interface DueTick {
  /** The tick to run; undefined = all that were missed are too old. */
  readonly run: Date | undefined;
  /** Ticks that are left out. */
  readonly skipped: number;
  readonly next: Date | null;
}

/**
 * Ticks of the last minute run, all of them and in order. Of older ones only the newest does, when nothing
 * younger is due and it is not older than a day.
 */
export function dueTick(schedule: Schedule, due: Date, now: Date): DueTick {
  const rule = cron(schedule);
  const inTime = now.getTime() - GRACE_MS;
  let [newest, skipped] = [due, 0];
  let next = rule.nextRun(due);
  while (newest.getTime() < inTime && next !== null && next <= now && skipped < MOST_COUNTED) {
    [newest, next] = [next, rule.nextRun(next)];
    skipped++;
  }
  if (skipped === MOST_COUNTED && newest.getTime() < inTime) {
    newest = rule.previousRuns(1, new Date(now.getTime() + 1000))[0] ?? newest;
    next = rule.nextRun(newest);
  }
  const isTooOld = now.getTime() - newest.getTime() > LATEST_MS;
  return { run: isTooOld ? undefined : newest, skipped: skipped + (isTooOld ? 1 : 0), next };
}

function cron({ expression, timezone }: Schedule): Cron {
  return new Cron(expression, { timezone, mode: '5-or-6-parts', paused: true });
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format();
    return true;
  } catch {
    return false;
  }
}
