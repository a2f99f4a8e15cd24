import type { Board, BoardNode, BoardPin } from './board.js';
import type { PinSource } from './bound-pins.js';

/** A pin and the node it belongs to; `node` is undefined for the relay pins of layers. */
interface Place {
  readonly pin: BoardPin;
  readonly node: BoardNode | undefined;
}

/** Answers what is wired to what on one board. A link counts only when both of its ends name it. */
export class Wiring {
  private readonly places = new Map<string, Place>();
  private readonly slots = new Map<BoardPin, number>();
  /** Slot 0 stays empty for good: see NO_SLOT. */
  slotCount = 1;

  constructor(board: Board) {
    for (const node of board.nodes)
      for (const pin of node.pins) {
        if (this.places.has(pin.id)) continue;
        this.places.set(pin.id, { pin, node });
        if (pin.direction === 'Output') this.slots.set(pin, this.slotCount++);
      }
    for (const layer of board.layers)
      for (const pin of layer.pins)
        // A layer pin with the id of a node pin is an alias from old boards: the node pin wins.
        if (!this.places.has(pin.id)) this.places.set(pin.id, { pin, node: undefined });
  }

  /** Where an output's values live. An output whose id another pin took keeps a slot nobody reads. */
  slotOf(output: BoardPin): number {
    let slot = this.slots.get(output);
    if (slot === undefined) this.slots.set(output, (slot = this.slotCount++));
    return slot;
  }

  /** Follows an input upstream, always by the first link in id order, to where its value comes from. */
  sourceOf(input: BoardPin): PinSource {
    const slots: number[] = [];
    const seen = new Set<BoardPin>();
    for (let pin = input; ;) {
      if (seen.has(pin))
        return { slots, fallback: undefined, fault: 'Detected circular dependency in pin chain' };
      seen.add(pin);
      const slot = this.slots.get(pin);
      if (slot !== undefined) slots.push(slot);
      const upstream = this.upstream(pin)[0];
      if (upstream === undefined)
        return {
          slots,
          fallback: pin.defaultValue,
          fault: `Pin '${pin.name}' has no value, dependencies, or default value`,
        };
      pin = upstream.pin;
    }
  }

  /** The nodes whose outputs feed an input, through relays. */
  feedersOf(input: BoardPin): BoardNode[] {
    return [...this.nodesBeyond(input, (pin) => this.upstream(pin)).keys()];
  }

  /** The nodes an execution output leads to, through relays, by ascending id. */
  targetsOf(output: BoardPin): BoardNode[] {
    return this.entriesOf(output).map(([node]) => node);
  }

  /** The same with the pins the wires end at. */
  entriesOf(output: BoardPin): [node: BoardNode, pins: readonly BoardPin[]][] {
    const found = this.nodesBeyond(output, (pin) => this.downstream(pin));
    return [...found].sort(([left], [right]) => (left.id < right.id ? -1 : 1));
  }

  private nodesBeyond(
    start: BoardPin,
    step: (pin: BoardPin) => Place[],
  ): Map<BoardNode, BoardPin[]> {
    const found = new Map<BoardNode, BoardPin[]>();
    const seen = new Set<BoardPin>([start]);
    const open = step(start);
    for (let place = open.shift(); place !== undefined; place = open.shift()) {
      if (seen.has(place.pin)) continue;
      seen.add(place.pin);
      const pins = place.node && found.get(place.node);
      if (place.node === undefined) open.push(...step(place.pin));
      else if (pins === undefined) found.set(place.node, [place.pin]);
      else pins.push(place.pin);
    }
    return found;
  }

  private upstream(pin: BoardPin): Place[] {
    return this.placesOf(pin.dependsOn).filter((place) => includes(place.pin.connectedTo, pin.id));
  }

  private downstream(pin: BoardPin): Place[] {
    return this.placesOf(pin.connectedTo).filter((place) => includes(place.pin.dependsOn, pin.id));
  }

  private placesOf(ids: readonly string[]): Place[] {
    return ids.map((id) => this.places.get(id)).filter((place) => place !== undefined);
  }
}

/** Link lists are sorted; long ones (one output feeding thousands of nodes) must not cost a scan each. */
function includes(sortedIds: readonly string[], id: string): boolean {
  if (sortedIds.length < 16) return sortedIds.includes(id);
  let low = 0;
  let high = sortedIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = sortedIds[middle]!;
    if (candidate === id) return true;
    if (candidate < id) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
