import type { OwnPostgres } from './own-postgres.js';
import type { SentJob } from './load.js';
import { until } from '../test/setup/until.js';

const FINAL = `('completed', 'failed', 'cancelled', 'timeout')`;
/** How long after the load an accepted job may take; one that has no end then counts as lost. */
const PATIENCE_MS = 90_000;

/** What became of the jobs of one row. */
export interface Verdict {
  readonly accepted: number;
  readonly finished: number;
  readonly lost: number;
  /** Ended twice, or made twice by one repeated submit. */
  readonly twice: number;
  /** Begun more than once: at least once is what is promised when a process dies. */
  readonly attemptedAgain: number;
  /** Ended otherwise than it should, with another job's result, or left an end again. */
  readonly wrong: number;
  /** From the end of the fault to the end of the last job that was sent before it. */
  readonly recoveredMs: number;
}

interface Row {
  readonly id: string;
  readonly status: string;
  readonly result: unknown;
  readonly attempt: number;
  readonly ends: number;
  readonly left_end: number;
  readonly ended_ms: number | null;
}

/** Has Postgres itself write down every change of a run into an end and out of one, whoever makes it. */
export async function installWitness(postgres: OwnPostgres): Promise<void> {
  await postgres.query(
    `CREATE TABLE chaos_ends (run_id uuid, was text, became text);
    CREATE INDEX ON chaos_ends (run_id);
    CREATE FUNCTION chaos_witness() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO chaos_ends VALUES (NEW.id, OLD.status, NEW.status); RETURN NULL; END $$;
    CREATE TRIGGER chaos_witness AFTER UPDATE ON runs FOR EACH ROW
      WHEN (OLD.status IN ${FINAL} OR (NEW.status IN ${FINAL} AND OLD.status <> NEW.status))
      EXECUTE FUNCTION chaos_witness()`,
  );
}

/** Waits for the end of all jobs, and looks what became of them. */
export async function judge(
  postgres: OwnPostgres,
  jobs: readonly SentJob[],
  began: number,
  faultEnded: number,
): Promise<Verdict> {
  const accepted = jobs.filter(({ id }) => id !== undefined);
  const ids = accepted.map(({ id }) => id);
  const open = async () => {
    const [row] = await postgres.query<{ open: number }>(
      `SELECT count(*)::integer AS open FROM runs WHERE id = ANY($1) AND status NOT IN ${FINAL}`,
      [ids],
    );
    return row!.open === 0;
  };
  await until(open, { within: PATIENCE_MS }).catch(() => undefined);
  const rows = await postgres.query<Row>(
    `SELECT id, status, result, attempt, extract(epoch FROM completed_at)::float * 1000 AS ended_ms,
      (SELECT count(*)::integer FROM chaos_ends WHERE run_id = id AND became IN ${FINAL}) AS ends,
      (SELECT count(*)::integer FROM chaos_ends WHERE run_id = id AND was IN ${FINAL}) AS left_end
      FROM runs WHERE id = ANY($1)`,
    [ids],
  );
  const [made] = await postgres.query<{ made: number }>(
    'SELECT count(*)::integer AS made FROM runs WHERE created_at >= to_timestamp($1)',
    [began / 1000],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const finished = rows.filter((row) => row.ended_ms !== null);
  const isWrong = ({ id, expected }: SentJob) => {
    const row = found.get(id!);
    if (row === undefined || row.ended_ms === null) return false; // lost is counted elsewhere
    return (
      row.left_end > 0 ||
      row.status !== expected.status ||
      (expected.result !== undefined && row.result !== expected.result)
    );
  };
  const before = accepted.filter(({ sent }) => sent <= faultEnded);
  const lastEnd = Math.max(faultEnded, ...before.map(({ id }) => found.get(id!)?.ended_ms ?? 0));
  return {
    accepted: accepted.length,
    finished: finished.length,
    lost: accepted.length - finished.length,
    twice: rows.filter(({ ends }) => ends > 1).length + Math.max(0, made!.made - jobs.length),
    attemptedAgain: rows.filter(({ attempt }) => attempt > 1).length,
    wrong: accepted.filter(isWrong).length,
    recoveredMs: lastEnd - faultEnded,
  };
}
