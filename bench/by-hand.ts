import { LOG_LEVELS } from '../src/engine/index.js';

// The floors: what the boards of the bench do, written by hand for each of them. Like a run they start from
// empty slots, read their inputs from where they stand, check them, and switch their exits.

const threshold = LOG_LEVELS.indexOf('Fatal');
const kept: unknown[] = [];

function log(message: unknown): void {
  if (typeof message !== 'string') throw new TypeError('no text');
  if (threshold <= 1) kept.push(message);
}

export function chainByHand(length: number): () => void {
  const defaults = Array.from({ length }, () => 'line');
  const empty = Array.from({ length: length + 1 }, () => undefined as unknown);
  return () => {
    const slots = empty.slice();
    slots[0] = true;
    for (let node = 0; slots[node] === true && node < length; node++) {
      slots[node + 1] = false;
      log(defaults[node]);
      slots[node + 1] = true;
    }
    if (slots[length] !== true) throw new Error('it did not run to its end');
  };
}

/** A loop whose body reads a value that three nodes have passed on. */
export function loopByHand(items: number): () => void {
  const array: readonly unknown[] = Array.from({ length: items }, (_, index) => index);
  return () => {
    const slots: unknown[] = Array.from({ length: 6 }, () => undefined);
    for (let index = 0; index < array.length; index++) {
      slots[0] = array[index];
      slots[1] = index;
      for (let node = 2; node < 5; node++) slots[node] = slots[node === 2 ? 0 : node - 1];
      slots[5] = false;
      const message = slots[4];
      log(typeof message === 'string' ? message : JSON.stringify(message));
      slots[5] = true;
    }
  };
}

interface PinJson {
  readonly connected_to: readonly string[];
  readonly depends_on: readonly string[];
  readonly default_value: readonly number[] | null;
}

/** What reading a board takes at least: every pin found by its id, every wire followed, every default read. */
export function walkByHand(board: {
  readonly nodes: Readonly<Record<string, { readonly pins: Readonly<Record<string, PinJson>> }>>;
}): number {
  const pins = new Map<string, PinJson>();
  for (const node of Object.values(board.nodes))
    for (const [id, pin] of Object.entries(node.pins)) pins.set(id, pin);
  let found = 0;
  for (const { connected_to, depends_on, default_value } of pins.values()) {
    for (const id of connected_to) if (pins.has(id)) found++;
    for (const id of depends_on) if (pins.has(id)) found++;
    if (default_value !== null && JSON.parse(String.fromCharCode(...default_value)) !== null)
      found++;
  }
  return found;
}
