import type { BoardNode, BoardPin } from './board.js';
import { NO_SLOT } from './bound-pins.js';

/** A node of a board and its pins, by index and then id. */
export class PlacedNode {
  readonly inputs: readonly PlacedPin[];
  readonly outputs: readonly PlacedPin[];
  /** Without execution pins. */
  readonly pure: boolean;

  constructor(
    readonly node: BoardNode,
    /** Position on the board. */
    readonly index: number,
  ) {
    const place = (direction: BoardPin['direction']) =>
      sorted(node.pins.filter((pin) => pin.direction === direction)).map(
        (pin) => new PlacedPin(pin, this),
      );
    this.inputs = place('Input');
    this.outputs = place('Output');
    this.pure = node.pins.every(({ dataType }) => dataType !== 'Execution');
  }
}

/** A pin of a node, or a relay pin of a layer, which has no owner. */
export class PlacedPin {
  /** Where the values of an output of a node live during a run. */
  slot = NO_SLOT;
  /** The pins it is wired to, by ascending id. */
  upstream: readonly PlacedPin[] = NONE;
  downstream: readonly PlacedPin[] = NONE;

  constructor(
    readonly pin: BoardPin,
    readonly owner: PlacedNode | undefined,
  ) {}

  get isExec(): boolean {
    return this.pin.dataType === 'Execution';
  }
}

const NONE: readonly PlacedPin[] = [];

/** A sort that finds nothing to do still costs 2 kB, which counts when there are thousands of nodes. */
function sorted(pins: readonly BoardPin[]): readonly BoardPin[] {
  return pins.every((pin, place) => place === 0 || byIndex(pins[place - 1]!, pin) < 0)
    ? pins
    : pins.toSorted(byIndex);
}

const byIndex = (left: BoardPin, right: BoardPin) =>
  left.index - right.index || (left.id < right.id ? -1 : 1);
