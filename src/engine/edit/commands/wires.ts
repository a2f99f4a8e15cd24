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

export function isLinked(draft: BoardDraft, from: string, to: string): boolean {
  return draft.findPin(from)?.connected_to?.includes(to) ?? false;
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
