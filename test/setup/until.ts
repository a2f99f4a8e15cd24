import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until `condition` answers something truthy, and returns that. */
export async function until<T>(
  condition: () => T | Promise<T>,
  { within = 5_000 } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + within;
  for (;;) {
    const answer = await condition();
    if (answer) return answer;
    if (performance.now() > deadline)
      throw new Error(`not so within ${within} ms: ${condition.toString()}`);
    await sleep(20);
  }
}
