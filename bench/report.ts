const WARM_UP_MS = 300;
const MEASURE_MS = 1000;

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

/** Prints one measurement and, where there is one, what share of its floor it reaches. */
export function row(what: string, value: number, unit: string, floor?: number, of = 'floor'): void {
  const share =
    floor === undefined ? '' : `${((100 * value) / floor).toFixed(1)} % of ${of} (${round(floor)})`;
  console.log(`${what.padEnd(48)} ${round(value).padStart(12)} ${unit.padEnd(10)} ${share}`);
}

/** Prints one duration. */
export function millisecondsRow(what: string, ms: number): void {
  console.log(`${what.padEnd(48)} ${ms.toFixed(4).padStart(12)} ms`);
}

function round(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
