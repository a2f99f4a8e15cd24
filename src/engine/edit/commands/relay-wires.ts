import type { PinJson } from '../../node-json.js';
import type { BoardDraft } from './board-draft.js';
import { cutOff, isLinked, link, unlink } from './wires.js';

// Wires that cross the borders of layers run through relay pins, which the clean-up adds. Commands and
// their undo speak of the pins at the far ends.

/** Cuts the wire between two pins, through relays if need be; whether there was one. */
export function cutWire(draft: BoardDraft, from: string, to: string): boolean {
  if (isLinked(draft, from, to)) {
    unlink(draft, from, to);
    return true;
  }
  const path = pathThroughRelays(draft, from, to);
  if (path === undefined) return false;
  const cut = cuttingPlace(draft, path);
  unlink(draft, path[cut]!, path[cut + 1]!);
  for (let before = cut; before > 0; before--)
    if (downstream(draft, path[before]!).length === 0) removePin(draft, path[before]!);
  for (let after = cut + 1; after < path.length - 1; after++)
    if (upstream(draft, path[after]!).length === 0) removePin(draft, path[after]!);
  return true;
}

/** Gives a pin that is back its wires again, unless there is a way through relays meanwhile. */
export function rewire(draft: BoardDraft, { id, connected_to, depends_on }: PinJson): void {
  for (const to of connected_to) if (!isWired(draft, id, to)) link(draft, id, to);
  for (const from of depends_on) if (!isWired(draft, from, id)) link(draft, from, id);
}

/** A pin with the wires that another state of it has. */
export const withLinksOf = (pin: PinJson, other: PinJson | undefined): PinJson => ({
  ...pin,
  connected_to: other?.connected_to ?? [],
  depends_on: other?.depends_on ?? [],
});

const isWired = (draft: BoardDraft, from: string, to: string) =>
  isLinked(draft, from, to) || pathThroughRelays(draft, from, to) !== undefined;

/** Takes a relay pin away and wires its neighbours with each other. */
export function bridge(draft: BoardDraft, relay: string): void {
  const [sources, targets] = [upstream(draft, relay), downstream(draft, relay)];
  removePin(draft, relay);
  for (const from of sources) for (const to of targets) link(draft, from, to);
}

/** At the end of an undo. The clean-up adds what is needed after all. */
export function dropNewRelays(draft: BoardDraft): void {
  for (const relay of draft.newRelays) bridge(draft, relay);
}

export function removePin(draft: BoardDraft, id: string): void {
  const owner = draft.findOwner(id);
  if (owner === undefined) return;
  cutOff(draft, { [id]: draft.findPin(id)! });
  const { [id]: _, ...others } = draft.pinsOf(owner);
  draft.setPins(owner, others);
}

const upstream = (draft: BoardDraft, pin: string) => draft.findPin(pin)?.depends_on ?? [];
const downstream = (draft: BoardDraft, pin: string) => draft.findPin(pin)?.connected_to ?? [];
function pathThroughRelays(draft: BoardDraft, from: string, to: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const open = [from];
  for (let pin = open.pop(); pin !== undefined; pin = open.pop())
    for (const next of downstream(draft, pin)) {
      draft.spend(1);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, pin);
      if (next === to) return wayBack(cameFrom, from, to);
      if (draft.findOwner(next)?.kind === 'layer') open.push(next);
    }
  return undefined;
}

function wayBack(cameFrom: ReadonlyMap<string, string>, from: string, to: string): string[] {
  const path = [to];
  while (path[0] !== from) path.unshift(cameFrom.get(path[0]!)!);
  return path;
}

/**
 * Behind the relays that only `from` comes through, and before those that only lead to `to`: a cut there
 * takes nobody else's wire.
 */
function cuttingPlace(draft: BoardDraft, path: readonly string[]): number {
  let place = 0;
  while (place < path.length - 2 && upstream(draft, path[place + 1]!).length === 1) place++;
  return place;
}

/** Whether a layer is another one, or lies in it. */
export function liesIn(draft: BoardDraft, inner: string | null, outer: string): boolean {
  const seen = new Set<string>();
  for (let at = inner; at && !seen.has(at); at = draft.layers.get(at)?.parent_id ?? null) {
    if (at === outer) return true;
    draft.spend(1);
    seen.add(at);
  }
  return false;
}
