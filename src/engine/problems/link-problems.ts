import type { Board, BoardPin } from '../board.js';
import { sortedIncludes } from '../sorted-ids.js';
import type { PlacedPin } from '../placed-node.js';
import type { Wiring } from '../wiring.js';
import { type BoardProblem, inSentence, error, quoted, warning } from './problem.js';

/** What is wrong with wires, and with the ids that hold them together. */
export function linkProblems(board: Board, wiring: Wiring): BoardProblem[] {
  const layers = new Map(
    board.layers.flatMap(({ name, pins }) => pins.map((pin) => [pin, name] as const)),
  );
  const describe = ({ pin, owner }: PlacedPin) =>
    `${quoted(pin.name)} of ${owner ? inSentence(owner) : `layer ${quoted(layers.get(pin) ?? '')}`}`;
  const problems: BoardProblem[] = [];
  for (const { inputs, outputs } of wiring.nodes)
    for (const pin of [...inputs, ...outputs])
      if (wiring.pins.get(pin.pin.id) !== pin) {
        const message = `The pin ${describe(pin)} has the id of another pin, which has its wires`;
        problems.push(error('duplicate_pin_id', pin, message));
      }
  for (const pin of wiring.pins.values())
    for (const check of [looseLinks, strangeLinks, mismatches])
      for (const problem of check(pin, wiring, describe)) problems.push(problem);
  return problems;
}

type Describe = (pin: PlacedPin) => string;

/** Links to nowhere, and those that only one end knows of: each is told of where it stands. */
function* looseLinks(
  placed: PlacedPin,
  wiring: Wiring,
  describe: Describe,
): Iterable<BoardProblem> {
  const { pin, downstream, upstream } = placed;
  const sides = [
    ['leads to', pin.connectedTo, downstream, 'dependsOn'],
    ['comes from', pin.dependsOn, upstream, 'connectedTo'],
  ] as const;
  for (const [verb, ids, wires, otherSide] of sides) {
    if (ids.length === wires.length) continue;
    const begin = `A wire at the pin ${describe(placed)} is ignored: it ${verb}`;
    for (const id of ids) {
      const other = wiring.pins.get(id);
      if (other === undefined) {
        yield warning('dangling_link', placed, `${begin} a pin that does not exist`);
      } else if (!sortedIncludes(other.pin[otherSide], pin.id)) {
        const message = `${begin} ${describe(other)}, which does not know of it`;
        yield warning('one_sided_link', placed, message);
      }
    }
  }
}

/** Wires that no editor draws. */
function* strangeLinks(placed: PlacedPin, _: Wiring, describe: Describe): Iterable<BoardProblem> {
  const { pin, owner, upstream, downstream } = placed;
  if (owner && pin.direction === 'Output' && upstream.length > 0) {
    const message = `A wire ends at the output ${describe(placed)} and is ignored: wires end at inputs`;
    yield warning('backward_link', placed, message);
  } else if (!placed.isExec && upstream.length > 1) {
    const message = `Of the ${upstream.length} wires that end at ${describe(placed)} only the one from ${describe(upstream[0]!)} counts`;
    yield warning('ignored_link', placed, message);
  }
  if (owner && pin.direction === 'Input' && downstream.length > 0) {
    const message = `A wire begins at the input ${describe(placed)}: wires begin at outputs`;
    yield warning('backward_link', placed, message);
  }
}

/** Looked at from end to end: nobody keeps the types of relay pins up to date. */
function* mismatches(
  placed: PlacedPin,
  wiring: Wiring,
  describe: Describe,
): Iterable<BoardProblem> {
  if (placed.owner === undefined || placed.pin.direction === 'Input') return;
  for (const target of wiring.targetsOf(placed)) {
    if (fits(placed.pin, target.pin)) continue;
    const report = placed.isExec === target.isExec ? warning : error;
    const message = `The wire from ${describe(placed)} to ${describe(target)} carries ${typeOf(placed.pin)} to a pin for ${typeOf(target.pin)}`;
    yield report('type_mismatch', target, message);
  }
}

function fits(from: BoardPin, to: BoardPin): boolean {
  const types = [from.dataType, to.dataType];
  if (types.includes('Execution')) return from.dataType === to.dataType;
  if (types.includes('Generic')) return true;
  const widened = from.dataType === 'Integer' && to.dataType === 'Float';
  return (widened || from.dataType === to.dataType) && from.valueType === to.valueType;
}

function typeOf({ dataType, valueType }: BoardPin): string {
  return valueType === 'Normal' ? dataType : `${dataType} (${valueType})`;
}
