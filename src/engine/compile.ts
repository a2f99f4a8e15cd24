import type { Board, BoardNode, BoardPin } from './board.js';
import { bindPins, type PlacedPins } from './bind.js';
import { ExecOutput } from './bound-pins.js';
import { NodeError } from './errors.js';
import type { AnyNodeType, NodeBody } from './node-type.js';
import { CompiledNode, type Program } from './program.js';
import type { NodeRegistry } from './registry.js';
import { withTimeLimit } from './time-limit.js';
import { Wiring } from './wiring.js';

const ERROR_PIN = 'auto_handle_error';
const ERROR_TEXT_PIN = 'auto_handle_error_string';

/**
 * Makes a board ready to run. Never fails: a node whose type is unknown fails when it is reached, links
 * that lead nowhere are dropped, as the ecosystem does (board page, sections 2.4 and 4.1).
 */
export function compile(board: Board, registry: NodeRegistry): Program {
  const wiring = new Wiring(board);
  const nodeById = new Map<string, CompiledNode>();
  board.nodes.forEach((node, index) => nodeById.set(node.id, placeNode(node, index)));
  for (const node of board.nodes) connectNode(node, nodeById, wiring, registry);
  return {
    boardId: board.id,
    boardVersion: board.version,
    logLevel: board.logLevel,
    nodes: [...nodeById.values()],
    nodeById,
    startNodes: board.nodes.filter((node) => node.start).map((node) => nodeById.get(node.id)!),
    emptySlots: Array.from({ length: wiring.slotCount }, () => undefined),
    zeroes: board.nodes.map(() => 0),
    variables: board.variables,
    initialVariables: board.variables.map(({ defaultValue }) => defaultValue ?? null),
    variableIndex: new Map(board.variables.map(({ id }, index) => [id, index])),
  };
}

function placeNode(node: BoardNode, index: number): CompiledNode {
  const execPins = node.pins.filter((pin) => pin.dataType === 'Execution');
  const pure = execPins.length === 0;
  const inputs = execPins.filter((pin) => pin.direction === 'Input');
  const execInputs = inputs.sort(byIndex).map(({ id }) => id);
  return new CompiledNode(index, node.id, node.name, node.friendlyName, pure, execInputs);
}

function connectNode(
  node: BoardNode,
  nodeById: ReadonlyMap<string, CompiledNode>,
  wiring: Wiring,
  registry: NodeRegistry,
): void {
  const compiled = nodeById.get(node.id)!;
  const resolve = (found: readonly BoardNode[]) => found.map(({ id }) => nodeById.get(id)!);
  const pins = sortPins(node, wiring);
  for (const [pin, output] of pins.execOutputs)
    output.targets = wiring
      .entriesOf(pin)
      .map(([{ id }, ends]) => nodeById.get(id)!.entranceThrough(ends.map((end) => end.id)));

  const outputs = [...pins.execOutputs.values()];
  const errorOutput = outputs.find((output) => output.name === ERROR_PIN);
  const errorText = pins.outputs.find((pin) => pin.name === ERROR_TEXT_PIN);
  if (errorOutput !== undefined)
    compiled.errorExit = {
      exec: errorOutput,
      textSlot: errorText === undefined ? undefined : wiring.slotOf(errorText),
    };
  compiled.exits = outputs.filter((out) => out !== errorOutput && out.targets.length > 0);
  const dataInputs = pins.inputs.filter((pin) => pin.dataType !== 'Execution');
  if (node.start) compiled.outputSlots = dataSlots(pins.outputs, wiring);
  compiled.feeders = [...new Set(dataInputs.flatMap((pin) => resolve(wiring.feedersOf(pin))))];

  const type = registry.find(node.name);
  compiled.body = type === undefined ? unknownType(node.name) : bindBody(type, pins, wiring);
}

function bindBody(type: AnyNodeType, pins: PlacedPins, wiring: Wiring): NodeBody {
  const body = type.bind(bindPins(type, pins, wiring) as never);
  return type.timeLimitMs === undefined ? body : withTimeLimit(body, type.timeLimitMs);
}

const byIndex = (a: BoardPin, b: BoardPin) => a.index - b.index || (a.id < b.id ? -1 : 1);

/** Of several outputs with one name the first by index counts. */
function dataSlots(outputs: readonly BoardPin[], wiring: Wiring): Map<string, number> {
  const slots = new Map<string, number>();
  for (const pin of outputs)
    if (pin.dataType !== 'Execution' && !slots.has(pin.name))
      slots.set(pin.name, wiring.slotOf(pin));
  return slots;
}

/** The pins of a node by direction, in the order their list forms are read: index, then id. */
function sortPins(node: BoardNode, wiring: Wiring): PlacedPins {
  const pins = node.pins.toSorted(byIndex);
  const outputs = pins.filter((pin) => pin.direction === 'Output');
  const execOutputs = new Map<BoardPin, ExecOutput>();
  for (const pin of outputs)
    if (pin.dataType === 'Execution')
      execOutputs.set(pin, new ExecOutput(pin.name, wiring.slotOf(pin)));
  return { inputs: pins.filter((pin) => pin.direction === 'Input'), outputs, execOutputs };
}

function unknownType(name: string): NodeBody {
  return () => {
    throw new NodeError(`This server has no node type '${name}'`);
  };
}
