const WARM_UP_MS = 300;
const MEASURE_MS = 1000;
const ROUNDS = 11;

/** Calls a second, after a warm-up, on this one thread. */
export function perSecond(call: () => void): number {
  repeat(call, WARM_UP_MS);
  const began = performance.now();
  const calls = repeat(call, MEASURE_MS);
  return (calls * 1000) / (performance.now() - began);
}

function repeat(call: () => void, ms: number): number {
  const end = performance.now() + ms;
  let calls = 0;
  do {
    for (let batch = 0; batch < 100; batch++) call();
    calls += 100;
  } while (performance.now() < end);
  return calls;
}

/** Milliseconds of the fastest of a few calls. Each gets a fresh argument, whose making is not measured. */
export async function milliseconds<T>(
  prepare: () => T,
  call: (prepared: T) => unknown,
): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const prepared = prepare();
    const began = performance.now();
    await call(prepared);
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

/** Prints one measurement and, where there is one, how it compares to its floor. */
export function row(what: string, value: number, unit: string, floor?: number, of = 'floor'): void {
  const share = floor === undefined ? '' : `${percent(value, floor)} of ${of} (${shown(floor)})`;
  console.log(`${what.padEnd(52)} ${shown(value).padStart(12)} ${unit.padEnd(10)} ${share}`);
}

function percent(value: number, floor: number): string {
  return `${((100 * value) / floor).toFixed(1)} %`;
}

/** Whole numbers, and small ones with some decimals. */
function shown(value: number): string {
  const digits = value < 1 ? 4 : value < 100 ? 1 : 0;
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
