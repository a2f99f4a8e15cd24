/** A value that is there already, or that has to be waited for. */
export type Maybe<T> = T | Promise<T>;

/**
 * Calls step(0), step(1), … one after the other until one answers false. Takes promises only from the
 * first step on that has to wait, so that a loop over nodes that compute costs none.
 */
export function inTurn(step: (index: number) => Maybe<boolean>): void | Promise<void> {
  for (let index = 0; ; index++) {
    const more = step(index);
    if (more === false) return undefined;
    if (more !== true) return inTurnWaiting(step, index, more);
  }
}

async function inTurnWaiting(
  step: (index: number) => Maybe<boolean>,
  start: number,
  pending: Promise<boolean>,
): Promise<void> {
  let more: Maybe<boolean> = pending;
  for (let index = start + 1; await more; index++) {
    do more = step(index);
    while (more === true && ++index > 0);
  }
}
