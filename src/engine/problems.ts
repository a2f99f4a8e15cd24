import type { Board, BoardNode, BoardPin } from './board.js';
import type { AnyNodeType } from './node-type.js';
import type { PinSpec } from './pins.js';
import type { NodeRegistry } from './registry.js';
import { findCycles, reachableNodes } from './reach.js';
import { Wiring } from './wiring.js';

/** Something a board's author would want to know. Errors make a run fail when it gets there. */
export interface BoardProblem {
  readonly severity: 'error' | 'warning';
  readonly code:
    | 'unknown_node_type'
    | 'missing_pin'
    | 'missing_input'
    | 'unknown_variable'
    | 'duplicate_pin_id'
    | 'dangling_link'
    | 'one_sided_link'
    | 'type_mismatch'
    | 'pure_cycle'
    | 'unreachable_node'
    | 'no_start_node';
  /** Null when the board as a whole or a layer is meant. */
  readonly nodeId: string | null;
  readonly pinId: string | null;
  /** A sentence that names node and pin as the author sees them. */
  readonly message: string;
}

/** Everything that is wrong or doubtful about a board, in the order of its nodes. Never throws. */
export function findProblems(board: Board, registry: NodeRegistry): BoardProblem[] {
  const wiring = new Wiring(board);
  const reachable = reachableNodes(board, wiring);
  const problems: BoardProblem[] = [];
  if (!board.nodes.some(({ start }) => start))
    problems.push(
      warning('no_start_node', null, null, 'The board has no node at which a run could start'),
    );
  for (const node of board.nodes) {
    const type = registry.find(node.name);
    const reached = reachable.has(node);
    if (!reached) problems.push(unreachable(node));
    // What is never reached can't fail.
    const severity = reached ? 'error' : 'warning';
    if (type === undefined) problems.push({ ...unknownType(node), severity });
    else
      for (const problem of [...missingPins(node, type), ...missingInputs(node, type, wiring)])
        problems.push({ ...problem, severity });
    for (const problem of unknownVariables(node, board)) problems.push({ ...problem, severity });
  }
  return [...problems, ...findCycles(board, wiring).map(cycle), ...linkProblems(board)];
}

type Found = Omit<BoardProblem, 'severity'>;

const nameOf = (node: BoardNode) => `Node "${node.friendlyName}" (${node.name})`;

function warning(
  code: BoardProblem['code'],
  nodeId: string | null,
  pinId: string | null,
  message: string,
): BoardProblem {
  return { severity: 'warning', code, nodeId, pinId, message };
}

function unreachable(node: BoardNode): BoardProblem {
  const message = `${nameOf(node)} is never reached: no way leads to it from a start node`;
  return warning('unreachable_node', node.id, null, message);
}

function unknownType(node: BoardNode): Found {
  const message = `${nameOf(node)} is of a type that this server does not have`;
  return { code: 'unknown_node_type', nodeId: node.id, pinId: null, message };
}

function* missingPins(node: BoardNode, type: AnyNodeType): Iterable<Found> {
  const directions = [
    ['Input', type.inputs],
    ['Output', type.outputs],
  ] as const;
  for (const [direction, specs] of directions)
    for (const [name, spec] of Object.entries(specs)) {
      // Nodes read the execution inputs they were entered through only where they need to.
      const needed = !(direction === 'Input' && isExecution(spec)) && spec.kind !== 'list';
      const present = node.pins.some((pin) => pin.name === name && pin.direction === direction);
      if (!needed || present) continue;
      const message = `${nameOf(node)} lacks the ${direction.toLowerCase()} "${name}" of its type`;
      yield { code: 'missing_pin', nodeId: node.id, pinId: null, message };
    }
}

const isExecution = (spec: PinSpec) => (spec.kind === 'list' ? spec.pin : spec).kind === 'exec';

function* missingInputs(node: BoardNode, type: AnyNodeType, wiring: Wiring): Iterable<Found> {
  for (const pin of node.pins) {
    if (pin.direction !== 'Input' || pin.dataType === 'Execution') continue;
    if (isOptional(type, pin)) continue;
    const { slots, fallback, fault } = wiring.sourceOf(pin);
    if (slots.length > 0 || fallback !== undefined) continue;
    const why = fault.startsWith('Detected')
      ? 'is wired in a circle'
      : 'has neither a wire nor a value';
    const message = `The input "${pin.name}" of ${lower(nameOf(node))} ${why}`;
    yield { code: 'missing_input', nodeId: node.id, pinId: pin.id, message };
  }
}

/** Some nodes make do without a value; their pin says so. */
function isOptional(type: AnyNodeType, { name }: BoardPin): boolean {
  const spec = Object.hasOwn(type.inputs, name) ? type.inputs[name] : undefined;
  return spec?.kind === 'data' && spec.optional === true;
}

function* unknownVariables(node: BoardNode, board: Board): Iterable<Found> {
  for (const pin of node.pins) {
    if (pin.name !== 'var_ref' || pin.direction !== 'Input' || pin.dependsOn.length > 0) continue;
    const id = pin.defaultValue;
    if (id === undefined || board.variables.some((variable) => variable.id === id)) continue;
    const message = `${nameOf(node)} names a variable that the board does not have`;
    yield { code: 'unknown_variable', nodeId: node.id, pinId: pin.id, message };
  }
}

function cycle(nodes: readonly BoardNode[]): BoardProblem {
  const names = nodes.map(({ friendlyName }) => `"${friendlyName}"`).join(' → ');
  const message = `Nodes without execution pins depend on each other in a circle: ${names}`;
  return { severity: 'error', code: 'pure_cycle', nodeId: nodes[0]!.id, pinId: null, message };
}

const lower = (text: string) => text[0]!.toLowerCase() + text.slice(1);

interface Placed {
  readonly pin: BoardPin;
  readonly nodeId: string | null;
  readonly owner: string;
}

function linkProblems(board: Board): BoardProblem[] {
  const problems: BoardProblem[] = [];
  const places = new Map<string, Placed>();
  for (const node of board.nodes)
    for (const pin of node.pins) {
      if (places.has(pin.id)) problems.push(duplicate(node, pin));
      else places.set(pin.id, { pin, nodeId: node.id, owner: lower(nameOf(node)) });
    }
  for (const layer of board.layers)
    for (const pin of layer.pins)
      if (!places.has(pin.id))
        places.set(pin.id, { pin, nodeId: null, owner: `layer ${layer.id}` });
  for (const place of places.values()) problems.push(...linksOf(place, places));
  return problems;
}

function duplicate(node: BoardNode, pin: BoardPin): BoardProblem {
  const message = `The pin "${pin.name}" of ${lower(nameOf(node))} has the id of another pin; its wires lead there`;
  return { severity: 'error', code: 'duplicate_pin_id', nodeId: node.id, pinId: pin.id, message };
}

/** Looked at from the pin upstream, so that a wire is reported once; from downstream where only that end knows of it. */
function* linksOf(from: Placed, places: ReadonlyMap<string, Placed>): Iterable<BoardProblem> {
  const { pin, nodeId, owner } = from;
  const end = (text: string) =>
    `A wire at the pin "${pin.name}" of ${owner} ${text}, and is ignored`;
  for (const id of pin.connectedTo) {
    const to = places.get(id);
    if (to === undefined)
      yield warning('dangling_link', nodeId, pin.id, end('leads to a pin that does not exist'));
    else if (!to.pin.dependsOn.includes(pin.id))
      yield warning(
        'one_sided_link',
        nodeId,
        pin.id,
        end(`is unknown at its other end, ${to.owner}`),
      );
    else {
      const mismatch = mismatchOf(pin, to.pin);
      if (mismatch !== undefined)
        yield {
          severity: mismatch.severity,
          code: 'type_mismatch',
          nodeId: to.nodeId,
          pinId: to.pin.id,
          message: `The wire from "${pin.name}" of ${owner} to "${to.pin.name}" of ${to.owner} carries ${mismatch.text}`,
        };
    }
  }
  for (const id of pin.dependsOn) {
    const source = places.get(id);
    if (source === undefined)
      yield warning('dangling_link', nodeId, pin.id, end('comes from a pin that does not exist'));
    else if (!source.pin.connectedTo.includes(pin.id))
      yield warning(
        'one_sided_link',
        nodeId,
        pin.id,
        end(`is unknown at its source, ${source.owner}`),
      );
  }
}

function mismatchOf(
  from: BoardPin,
  to: BoardPin,
): { severity: 'error' | 'warning'; text: string } | undefined {
  const [given, wanted] = [describe(from), describe(to)];
  if ((from.dataType === 'Execution') !== (to.dataType === 'Execution'))
    return { severity: 'error', text: `${given} to a pin for ${wanted}` };
  const generic = from.dataType === 'Generic' || to.dataType === 'Generic';
  const widened = from.dataType === 'Integer' && to.dataType === 'Float';
  const sameData = generic || widened || from.dataType === to.dataType;
  if (sameData && (generic || from.valueType === to.valueType)) return undefined;
  return { severity: 'warning', text: `${given} to a pin for ${wanted}` };
}

function describe({ dataType, valueType }: BoardPin): string {
  return valueType === 'Normal' ? dataType : `${dataType} (${valueType})`;
}
