import { type Board, BoardError, type BoardPin, type Value } from '../../engine/index.js';

/** More than these, and a board of few relay pins would make a text without end. */
const MAX_WIRES = 200_000;

/** Where an input's value comes from. */
export type InputSource =
  { readonly outputs: readonly BoardPin[] } | { readonly value: Value | undefined };

/**
 * The wires of a board from node to node, whatever relay pins of layers they run through. Answers as the
 * engine does: a wire counts if both ends know of it, and of several pins with one id only the first does.
 */
export class DirectWires {
  private readonly nodePins = new Map<string, BoardPin>();
  private readonly relays = new Map<string, BoardPin>();
  private readonly sets = new Map<readonly string[], ReadonlySet<string>>();
  private count = 0;

  constructor({ nodes, layers }: Board) {
    for (const { pins } of nodes)
      for (const pin of pins) if (!this.nodePins.has(pin.id)) this.nodePins.set(pin.id, pin);
    for (const { pins } of layers)
      for (const pin of pins)
        if (!this.nodePins.has(pin.id) && !this.relays.has(pin.id)) this.relays.set(pin.id, pin);
  }

  /** The outputs that feed an input, the one that counts first; or what it holds without any. */
  sourceOf(input: BoardPin): InputSource {
    const outputs = this.beyond(input, (pin) => this.upstream(pin));
    return outputs.length > 0 ? { outputs } : { value: this.deadEndOf(input)?.defaultValue };
  }

  /** The execution inputs that an output leads to. */
  targetsOf(output: BoardPin): BoardPin[] {
    const targets = this.beyond(output, (pin) => this.downstream(pin));
    return targets.filter(({ dataType }) => dataType === 'Execution');
  }

  /** Whether an output, of control perhaps, is read as data. */
  feedsData(output: BoardPin): boolean {
    const targets = this.beyond(output, (pin) => this.downstream(pin));
    return targets.some(({ dataType }) => dataType !== 'Execution');
  }

  /** Pins of nodes on the other side, depth first, each once. */
  private beyond(start: BoardPin, step: (pin: BoardPin) => BoardPin[]): BoardPin[] {
    const wanted = start.direction === 'Input' ? 'Output' : 'Input';
    const found: BoardPin[] = [];
    const seen = new Set([start]);
    const open = step(start).reverse();
    for (let pin = open.pop(); pin !== undefined; pin = open.pop()) {
      if (seen.has(pin)) continue;
      seen.add(pin);
      if (this.relays.get(pin.id) === pin) open.push(...step(pin).reverse());
      else if (pin.direction === wanted) {
        found.push(pin);
        if (++this.count > MAX_WIRES)
          throw new BoardError('layers', `join more than ${MAX_WIRES} wires`);
      }
    }
    return found;
  }

  /** An input whose wire ends at a relay pin that nothing feeds holds what that one holds; in a circle nothing. */
  private deadEndOf(input: BoardPin): BoardPin | undefined {
    const seen = new Set([input]);
    for (let pin = input; ; seen.add(pin)) {
      const next = this.upstream(pin)[0];
      if (next === undefined) return pin;
      if (seen.has(next)) return undefined;
      pin = next;
    }
  }

  private upstream(pin: BoardPin): BoardPin[] {
    return this.find(pin.dependsOn).filter((other) => this.includes(other.connectedTo, pin.id));
  }

  private downstream(pin: BoardPin): BoardPin[] {
    return this.find(pin.connectedTo).filter((other) => this.includes(other.dependsOn, pin.id));
  }

  /** A long list (one output feeds thousands) is not walked for each of its ends. */
  private includes(ids: readonly string[], id: string): boolean {
    if (ids.length < 16) return ids.includes(id);
    let set = this.sets.get(ids);
    if (set === undefined) this.sets.set(ids, (set = new Set(ids)));
    return set.has(id);
  }

  private find(ids: readonly string[]): BoardPin[] {
    return ids.flatMap((id) => this.nodePins.get(id) ?? this.relays.get(id) ?? []);
  }
}
