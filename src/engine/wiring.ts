import type { Board } from './board.js';
import { NO_SLOT, type PinSource } from './bound-pins.js';
import { BoardError } from './errors.js';
import { PlacedNode, PlacedPin } from './placed-node.js';
import { sortedIncludes } from './sorted-ids.js';

const isRelay = ({ owner }: PlacedPin) => owner === undefined;

/** Steps through relay pins on one board. Many wires through many relays multiply: this is where it ends. */
const MAX_RELAY_STEPS = 2_000_000;

/** What is wired to what on one board. A link counts only when both of its ends name it. */
export class Wiring {
  readonly nodes: readonly PlacedNode[];
  /** All pins by id. Of several with one id the first has the wires, a node's before a layer's. */
  readonly pins: ReadonlyMap<string, PlacedPin>;
  slotCount = NO_SLOT + 1;
  private relaySteps = 0;

  constructor(board: Board) {
    const pins = new Map<string, PlacedPin>();
    const place = (pin: PlacedPin) => {
      if (!pins.has(pin.pin.id)) pins.set(pin.pin.id, pin);
    };
    this.nodes = board.nodes.map((node, index) => new PlacedNode(node, index));
    for (const { inputs, outputs } of this.nodes) {
      for (const input of inputs) place(input);
      for (const output of outputs) {
        output.slot = this.slotCount++;
        place(output);
      }
    }
    for (const layer of board.layers)
      for (const pin of layer.pins) place(new PlacedPin(pin, undefined));
    this.pins = pins;
    pins.forEach((placed) => this.connect(placed));
  }

  private connect(placed: PlacedPin): void {
    const { dependsOn, connectedTo } = placed.pin;
    if (dependsOn.length > 0) placed.upstream = this.wires(placed, dependsOn, 'connectedTo');
    if (connectedTo.length > 0) placed.downstream = this.wires(placed, connectedTo, 'dependsOn');
  }

  private wires(
    { pin }: PlacedPin,
    ids: readonly string[],
    mirror: 'connectedTo' | 'dependsOn',
  ): readonly PlacedPin[] {
    const others = ids.map((id) => this.pins.get(id));
    const isWire = (other: PlacedPin | undefined): other is PlacedPin =>
      other !== undefined && sortedIncludes(other.pin[mirror], pin.id);
    return others.every(isWire) ? others : others.filter(isWire);
  }

  /**
   * The pin an input's value comes from: upstream, always by the first link in id order, to an output of
   * a node or to where no wire goes on. Undefined when the way leads in a circle.
   */
  originOf(input: PlacedPin): PlacedPin | undefined {
    const [first] = input.upstream;
    if (first === undefined) return input;
    if (first.slot !== NO_SLOT) return first;
    const passed = new Set([input]);
    for (let pin = first; !passed.has(pin); pin = pin.upstream[0]!) {
      if (pin.slot !== NO_SLOT || pin.upstream.length === 0) return pin;
      passed.add(pin);
      this.countStep();
    }
    return undefined;
  }

  sourceOf(input: PlacedPin): PinSource {
    const origin = this.originOf(input);
    if (origin === undefined) return CIRCLE;
    const { name, defaultValue } = origin.pin;
    // Looked at only where there is no default; thousands of pins then need no text.
    const fault = defaultValue === undefined ? noValue(name) : '';
    return { slot: origin.slot, fallback: defaultValue, fault };
  }

  /** The pins of nodes that feed an input, through relays, each once. */
  sourcesOf(input: PlacedPin): readonly PlacedPin[] {
    return this.ends(input, 'upstream');
  }

  /** The pins of nodes that an output leads to, through relays, each once. */
  targetsOf(output: PlacedPin): readonly PlacedPin[] {
    return this.ends(output, 'downstream');
  }

  private ends(from: PlacedPin, direction: 'upstream' | 'downstream'): readonly PlacedPin[] {
    if (!from[direction].some(isRelay)) return from[direction];
    const found = new Set(from[direction]);
    // A set hands out what is added while it is walked.
    for (const pin of found)
      if (isRelay(pin))
        for (const next of pin[direction]) {
          this.countStep();
          found.add(next);
        }
    return [...found].filter((pin) => !isRelay(pin));
  }

  private countStep(): void {
    if (++this.relaySteps > MAX_RELAY_STEPS)
      throw new BoardError('layers', `lead their wires over more than ${MAX_RELAY_STEPS} relays`);
  }
}

const CIRCLE: PinSource = {
  slot: NO_SLOT,
  fallback: undefined,
  fault: 'Detected circular dependency in pin chain',
};

const noValue = (pin: string) => `Pin '${pin}' has no value, dependencies, or default value`;
