import type { BoardJson } from '../../engine/index.js';
import type { Direction } from '../draft.js';
import { pinsByName } from './pins-of-node.js';

const keyOf = (direction: Direction, name: string, number: number): string =>
  `${direction} ${number} ${name}`;

/** Ids for pins: the one a pin had, the one the text gives it, else one made of the names. */
export class PinIds {
  /** By node, then by what is left of the pin's name. */
  private readonly ids = new Map<string, Map<string, string>>();
  private readonly taken = new Set<string>();

  constructor(previous: BoardJson | undefined) {
    for (const [nodeId, node] of Object.entries(previous?.nodes ?? {}))
      for (const direction of ['Input', 'Output'] as const)
        for (const [{ name, number }, pin] of pinsByName(node, direction))
          this.give(nodeId, direction, name, number, pin.id);
  }

  /** False if another pin has the id. */
  give(node: string, direction: Direction, name: string, number: number, id: string): boolean {
    const key = keyOf(direction, name, number);
    let ids = this.ids.get(node);
    if (this.taken.has(id)) return ids?.get(key) === id;
    if (ids === undefined) this.ids.set(node, (ids = new Map()));
    this.taken.add(id);
    ids.set(key, id);
    return true;
  }

  of(node: string, direction: Direction, name: string, number: number): string {
    const known = this.ids.get(node)?.get(keyOf(direction, name, number));
    if (known !== undefined) return known;
    let id = number === 1 ? `${node}.${name}` : `${node}.${name}#${number}`;
    // An input and an output may share a name, and dots in names may meet.
    while (this.taken.has(id)) id += "'";
    this.give(node, direction, name, number, id);
    return id;
  }
}
