import type { PinJson } from '../../node-json.js';
import type { BoardDraft } from './board-draft.js';

// Wires of a draft: each stands in the links of both its pins.

/** Wires two pins, as far as both are there. */
export function link(draft: BoardDraft, from: string, to: string): void {
  if (draft.findOwner(from) === undefined || draft.findOwner(to) === undefined) return;
  changePin(draft, from, (pin) => ({ ...pin, connected_to: withId(pin.connected_to, to) }));
  changePin(draft, to, (pin) => ({ ...pin, depends_on: withId(pin.depends_on, from) }));
}

export function unlink(draft: BoardDraft, from: string, to: string): void {
  changePin(draft, from, (pin) => ({ ...pin, connected_to: withoutId(pin.connected_to, to) }));
  changePin(draft, to, (pin) => ({ ...pin, depends_on: withoutId(pin.depends_on, from) }));
}

/** Cuts all wires of these pins, at both ends. */
export function cutOff(draft: BoardDraft, pins: Record<string, PinJson>): void {
  for (const [id, { connected_to, depends_on }] of Object.entries(pins ?? {})) {
    for (const to of connected_to ?? []) unlink(draft, id, to);
    for (const from of depends_on ?? []) unlink(draft, from, id);
  }
}

/** Lets the pins at the other ends know of the wires that these pins, which are back, had. */
export function rejoin(draft: BoardDraft, pins: Record<string, PinJson>): void {
  for (const [id, { connected_to, depends_on }] of Object.entries(pins)) {
    for (const to of connected_to) link(draft, id, to);
    for (const from of depends_on) link(draft, from, id);
  }
}

/**
 * Readies pins to take the place of others: wires that they no longer have are cut, and ones that the
 * others did not have are dropped. Wires are drawn by ConnectPin alone.
 */
export function inPlaceOf(
  draft: BoardDraft,
  before: Record<string, PinJson>,
  after: Record<string, PinJson>,
): Record<string, PinJson> {
  const kept = new Map(
    Object.entries(after).map(([id, pin]): [string, PinJson] => {
      const old = Object.hasOwn(before, id) ? before[id] : undefined;
      return [
        id,
        {
          ...pin,
          connected_to: common(pin.connected_to, old?.connected_to),
          depends_on: common(pin.depends_on, old?.depends_on),
        },
      ];
    }),
  );
  for (const [id, { connected_to, depends_on }] of Object.entries(before)) {
    const pin = kept.get(id);
    for (const to of without(connected_to, pin?.connected_to)) unlink(draft, id, to);
    for (const from of without(depends_on, pin?.depends_on)) unlink(draft, from, id);
  }
  return Object.fromEntries(kept);
}

type Ids = readonly string[] | null | undefined;

function common(ids: readonly string[], others: Ids): string[] {
  const known = new Set(others);
  return ids.filter((id) => known.has(id));
}

function without(ids: Ids, others: Ids): string[] {
  const known = new Set(others);
  return (ids ?? []).filter((id) => !known.has(id));
}

/** Whether both pins know of a wire between them. */
export function isLinked(draft: BoardDraft, from: string, to: string): boolean {
  const [source, target] = [draft.findPin(from), draft.findPin(to)];
  return (source?.connected_to?.includes(to) && target?.depends_on?.includes(from)) ?? false;
}

function changePin(draft: BoardDraft, id: string, change: (pin: PinJson) => PinJson): void {
  const owner = draft.findOwner(id);
  if (owner === undefined) return;
  const pins = draft.pinsOf(owner);
  const pin = pins[id]!;
  draft.spend(1 + (pin.connected_to?.length ?? 0) + (pin.depends_on?.length ?? 0));
  draft.setPins(owner, { ...pins, [id]: change(pin) });
}

function withId(ids: string[] | null | undefined, id: string): string[] {
  if (!ids) return [id];
  return ids.includes(id) ? ids : [...ids, id].sort();
}

const withoutId = (ids: string[] | null | undefined, id: string): string[] =>
  ids?.filter((other) => other !== id) ?? [];
