import type { PinJson } from '../node-json.js';
import type { BoardJson } from './board-json.js';

/** A pin and where it is. */
export interface PinPlace {
  readonly id: string;
  readonly pin: PinJson;
  /** The layer of the pin's node, or whose relay pin it is; null for the board itself. */
  readonly layer: string | null;
  readonly isRelay: boolean;
}

/**
 * Every pin by id. Of several with one id only one counts: a node's before a layer's, which is an alias
 * from old boards, and the first before others.
 */
export function pinPlaces({ nodes, layers }: BoardJson): Map<string, PinPlace> {
  const places = new Map<string, PinPlace>();
  const add = (pins: Record<string, PinJson>, layer: string | null, isRelay: boolean) => {
    for (const id of Object.keys(pins ?? {}))
      if (!places.has(id)) places.set(id, { id, pin: pins[id]!, layer, isRelay });
  };
  for (const node of Object.values(nodes ?? {})) add(node.pins, node.layer ?? null, false);
  for (const [id, layer] of Object.entries(layers ?? {})) add(layer.pins, id, true);
  return places;
}
