import type { PinJson } from '../node-json.js';
import type { BoardJson } from './board-json.js';
import { mapPins, mapValues, withChanges } from './changes.js';
import { type LayerTree, layerTree } from './layer-tree.js';
import { type PinPlace, pinPlaces } from './pin-places.js';
import { WireChanges } from './wire-changes.js';

/**
 * Wires from and to layers that lie deeper stay direct, which only editors mind. Without a limit a
 * small board of deeply nested layers would grow by (pins × depth) relays.
 */
export const MAX_RELAY_DEPTH = 32;

/**
 * Leads every wire that crosses the border of a layer through a relay pin of that layer. Expects links
 * without loose ends.
 */
export function addRelays(board: BoardJson, createId: () => string): BoardJson {
  const tree = layerTree(board);
  const places = pinPlaces(board);
  const wires = new WireChanges(places);
  const relays = new RelayPins(wires, createId);
  for (const from of places.values())
    for (const targetId of from.pin.connected_to) {
      const to = places.get(targetId)!;
      if (isDeep(from, tree) || isDeep(to, tree)) continue;
      const [start, end] = [scopeTowards(from, to, tree), scopeTowards(to, from, tree)];
      if (start === end) continue;
      const { left, entered } = crossing(start, end, tree);
      let [source, target] = [from, to];
      for (const layer of left) source = relays.outOf(layer, source);
      for (const layer of entered) target = relays.into(layer, target);
      wires.cut(from.id, to.id);
      wires.join(source.id, target.id);
    }
  return relays.made.size === 0 ? board : withWires(withRelays(board, relays.made), wires);
}

function isDeep(place: PinPlace, tree: LayerTree): boolean {
  return tree.depthOf(homeOf(place, tree)) > MAX_RELAY_DEPTH;
}

function homeOf({ layer, isRelay }: PinPlace, tree: LayerTree): string | null {
  return isRelay ? layer : tree.scopeOf(layer);
}

/** The scope a pin shows to another one: relay pins show the inside of their layer to what is in there. */
function scopeTowards(place: PinPlace, other: PinPlace, tree: LayerTree): string | null {
  const layer = homeOf(place, tree);
  if (!place.isRelay || layer === null) return layer;
  let scope = homeOf(other, tree);
  while (scope !== null && tree.depthOf(scope) > tree.depthOf(layer)) scope = tree.parentOf(scope);
  return scope === layer ? layer : tree.parentOf(layer);
}

/** The layers on the way from one scope to another, each list from the inside to the outside. */
function crossing(from: string | null, to: string | null, { depthOf, parentOf }: LayerTree) {
  const left: string[] = [];
  const entered: string[] = [];
  while (from !== to)
    if (depthOf(from) >= depthOf(to)) {
      left.push(from!);
      from = parentOf(from!);
    } else {
      entered.push(to!);
      to = parentOf(to!);
    }
  return { left, entered };
}

/** Makes relay pins: one for all wires that leave from a pin, one for all that come to it. */
class RelayPins {
  /** By layer. */
  readonly made = new Map<string, PinJson[]>();
  private readonly leaving = new Map<string, PinPlace>();
  private readonly entering = new Map<string, PinPlace>();

  constructor(
    private readonly wires: WireChanges,
    private readonly createId: () => string,
  ) {}

  outOf(layer: string, inner: PinPlace): PinPlace {
    return this.leaving.get(inner.id) ?? this.make(layer, inner, this.leaving);
  }

  into(layer: string, inner: PinPlace): PinPlace {
    return this.entering.get(inner.id) ?? this.make(layer, inner, this.entering);
  }

  private make(layer: string, inner: PinPlace, relays: Map<string, PinPlace>): PinPlace {
    const id = this.createId();
    const pin = { ...inner.pin, id, connected_to: [], depends_on: [] };
    const relay = { id, pin, layer, isRelay: true };
    const others = this.made.get(layer);
    if (others === undefined) this.made.set(layer, [pin]);
    else others.push(pin);
    relays.set(inner.id, relay);
    if (relays === this.leaving) this.wires.join(inner.id, id);
    else this.wires.join(id, inner.id);
    return relay;
  }
}

function withRelays(board: BoardJson, made: ReadonlyMap<string, PinJson[]>): BoardJson {
  const layers = mapValues(board.layers, (layer, layerId) => {
    const relays = made.get(layerId);
    if (relays === undefined) return layer;
    const present = Object.entries(layer.pins);
    // Behind the pins that are there; the numbers are put right with all the others.
    const added = relays.map((pin, position): [string, PinJson] => [
      pin.id,
      { ...pin, index: present.length + position + 1 },
    ]);
    return { ...layer, pins: Object.fromEntries([...present, ...added]) };
  });
  return withChanges(board, { layers });
}

function withWires(board: BoardJson, wires: WireChanges): BoardJson {
  return mapPins(board, (pin, id) => wires.applyTo(pin, id));
}
