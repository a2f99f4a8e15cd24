import type { NodeJson, PinJson } from '../../node-json.js';
import type { BoardJson, LayerJson } from '../board-json.js';
import { mapValues } from '../changes.js';
import type { FindOwner } from './pin-owners.js';

/** Nodes and layers of a board. */
export interface Owners {
  readonly nodes: ReadonlySet<string>;
  readonly layers: ReadonlySet<string>;
}

/** Some of a board, cut out so that the editing rules give the same there as on the whole. */
export interface BoardPart {
  readonly board: BoardJson;
  readonly whole: BoardJson;
  /** What the rules may change: the chosen ones, and what is wired to them. The rest only stands there. */
  readonly live: Owners;
}

/**
 * Cuts out nodes and layers, what `links` lead to, and what the rules look at around all of that: the pins
 * at the other ends of wires, beyond relays too, the events, and all layers.
 */
export function cutOut(
  board: BoardJson,
  chosen: Owners,
  links: Iterable<string>,
  findOwner: FindOwner,
): BoardPart {
  const cut = new Cut(board, findOwner);
  const live = { nodes: new Set(chosen.nodes), layers: new Set(chosen.layers) };
  for (const pin of cut.reach(links)) cut.addOwner(live, pin);
  const around = cut.reach(cut.linksOf(live));
  return { board: cut.board(live, around), whole: board, live };
}

/** These pins, and those that relays among them lead to. */
export function withBeyondRelays(
  { layers }: BoardJson,
  pins: Iterable<string>,
  findOwner: FindOwner,
): ReadonlySet<string> {
  const found = new Set(pins);
  for (const pin of found) {
    const owner = findOwner(pin);
    const relay = owner?.kind === 'layer' ? layers[owner.id]?.pins[pin] : undefined;
    for (const other of linksOf(relay)) found.add(other);
  }
  return found;
}

class Cut {
  constructor(
    private readonly whole: BoardJson,
    private readonly findOwner: FindOwner,
  ) {}

  *linksOf({ nodes, layers }: Owners): Generator<string> {
    for (const id of nodes) yield* linksOfPins(this.whole.nodes[id]?.pins);
    for (const id of layers) yield* linksOfPins(this.whole.layers[id]?.pins);
  }

  reach(pins: Iterable<string>): ReadonlySet<string> {
    return withBeyondRelays(this.whole, pins, this.findOwner);
  }

  addOwner(owners: { nodes: Set<string>; layers: Set<string> }, pin: string): void {
    const owner = this.findOwner(pin);
    if (owner?.kind === 'node') owners.nodes.add(owner.id);
    else if (owner?.kind === 'layer') owners.layers.add(owner.id);
  }

  board(live: Owners, around: ReadonlySet<string>): BoardJson {
    const { nodes, layers } = this.whole;
    const standing = { nodes: new Set<string>(), layers: new Set<string>() };
    for (const pin of around) this.addOwner(standing, pin);
    const isHere = (pin: string) => {
      if (around.has(pin)) return true;
      const owner = this.findOwner(pin);
      return owner !== undefined && live[owner.kind === 'node' ? 'nodes' : 'layers'].has(owner.id);
    };
    const stub = (pins: Record<string, PinJson>, every: boolean) => {
      const kept = Object.entries(pins).filter(([id]) => every || around.has(id));
      return mapValues(Object.fromEntries(kept), (pin) => ({
        ...pin,
        connected_to: pin.connected_to.filter(isHere),
        depends_on: pin.depends_on.filter(isHere),
      }));
    };
    // Without a type no rule applies.
    const standingNode = (node: NodeJson): NodeJson => ({
      ...node,
      name: '',
      pins: stub(node.pins, node.start === true),
    });
    const standingLayer = (layer: LayerJson) => ({ ...layer, pins: stub(layer.pins, false) });
    const isNode = (id: string) => standing.nodes.has(id) || nodes[id]!.start === true;
    return {
      ...this.whole,
      nodes: some(nodes, (id) => live.nodes.has(id), isNode, standingNode),
      layers: some(
        layers,
        (id) => live.layers.has(id),
        () => true,
        standingLayer,
      ),
    };
  }
}

/** In the order of the whole: those that live, and those that stand around, changed. */
function some<T>(
  whole: Record<string, T>,
  lives: (id: string) => boolean,
  stands: (id: string) => boolean,
  change: (item: T) => T,
): Record<string, T> {
  const entries: [string, T][] = [];
  for (const id of Object.keys(whole))
    if (lives(id)) entries.push([id, whole[id]!]);
    else if (stands(id)) entries.push([id, change(whole[id]!)]);
  return Object.fromEntries(entries);
}

export function* linksOfPins(pins: Record<string, PinJson> | null | undefined): Generator<string> {
  for (const pin of Object.values(pins ?? {})) yield* linksOf(pin);
}

export function* linksOf(pin: PinJson | undefined): Generator<string> {
  yield* pin?.connected_to ?? [];
  yield* pin?.depends_on ?? [];
}
