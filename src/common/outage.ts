/** Postgres error classes that tell of its state and not of our statement: connections, resources, operator. */
const PASSING_CLASSES = new Set(['08', '53', '57', '58']);
/** Lost races that succeed when tried again, and a primary that became a standby: its successor takes writes. */
const PASSING_CODES = new Set(['40001', '40P01', '55P03', '25006']);
/** Of class 57, but our own doing: a statement that takes too long takes too long again. */
const STATEMENT_TIMEOUT = '57014';
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What pg, its pool and ioredis say without a code. */
const WORDS =
  /^(Connection is closed|Stream isn't writeable|Reached the max retries per request limit|Command timed out|Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/i;

/** Whether a dependency is away: the same call will succeed later. Everything else is a mistake of ours. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  if (!(error instanceof Error)) return false;
  if (error.cause !== undefined && isOutage(error.cause)) return true;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') {
    if (NETWORK.has(code) || PASSING_CODES.has(code)) return true;
    if (code === STATEMENT_TIMEOUT) return false;
    if (/^[0-9A-Z]{5}$/.test(code)) return PASSING_CLASSES.has(code.slice(0, 2));
  }
  return WORDS.test(error.message);
}
