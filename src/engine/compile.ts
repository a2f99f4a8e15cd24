import type { Board } from './board.js';
import { ownText } from './board-fields.js';
import { PinBinder } from './pin-binder.js';
import { ExecOutput } from './bound-pins.js';
import { entrancesOf } from './entrances.js';
import { ERROR_PIN, ERROR_TEXT_PIN, isErrorPin } from './error-pins.js';
import { NodeError } from './errors.js';
import type { NodeBody } from './node-type.js';
import { CompiledNode, type Parameter, type Program } from './program.js';
import { recorded, RecordedPins } from './node-recorder.js';
import type { NodeRegistry } from './registry.js';
import type { PlacedNode, PlacedPin } from './placed-node.js';
import { withTimeLimit } from './time-limit.js';
import { Wiring } from './wiring.js';

/**
 * Makes a board ready to run. A node whose type is unknown fails when it is reached, links that lead
 * nowhere are dropped, as the ecosystem does (board page, sections 2.4 and 4.1). Throws BoardError only
 * for a board whose layers multiply its wires beyond measure. With `records` its nodes can be measured, which
 * costs them time in every run.
 */
export function compile(board: Board, registry: NodeRegistry, records = false): Program {
  const wiring = new Wiring(board);
  const nodes = wiring.nodes.map((placed) => compiledNode(placed, board));
  const entranceAt = entrancesOf(wiring, nodes);
  for (const placed of wiring.nodes) {
    const node = nodes[placed.index]!;
    const execOutputs = placed.outputs.filter(isExec).map((pin) => {
      const output = new ExecOutput(pin.pin.name, pin.slot);
      output.targets = entranceAt(wiring.targetsOf(pin));
      return output;
    });
    addExits(node, placed, execOutputs);
    node.feeders = feedersOf(placed, nodes, wiring);
    const body = bodyOf(placed, execOutputs, wiring, registry);
    const pins = () => new RecordedPins(placed, registry.find(node.name), wiring);
    node.body = records ? recorded(body, pins()) : body;
  }
  return {
    boardId: board.id,
    boardVersion: board.version,
    records,
    logLevel: board.logLevel,
    nodes,
    nodeById: new Map(nodes.map((node) => [node.id, node])),
    startNodes: nodes.filter((_, index) => board.nodes[index]!.start),
    emptySlots: Array.from({ length: wiring.slotCount }, () => undefined),
    zeroes: nodes.map(() => 0),
    variables: board.variables,
    initialVariables: board.variables.map(({ defaultValue }) => defaultValue ?? null),
    variableIndex: new Map(board.variables.map(({ id }, index) => [id, index])),
  };
}

const isExec = (pin: PlacedPin) => pin.isExec;

function compiledNode(
  { node, index, pure, inputs, outputs }: PlacedNode,
  { refs }: Board,
): CompiledNode {
  const { id, name, friendlyName } = node;
  const firstEntrance = inputs.find(({ isExec }) => isExec);
  const compiled = new CompiledNode(index, id, name, friendlyName, pure, firstEntrance?.pin.id);
  if (node.start) compiled.parameters = parametersOf(outputs, refs);
  return compiled;
}

/** Of several outputs with one name the first by index counts. */
function parametersOf(
  outputs: readonly PlacedPin[],
  refs: Board['refs'],
): ReadonlyMap<string, Parameter> {
  const parameters = new Map<string, Parameter>();
  for (const { pin, slot, isExec } of outputs) {
    if (isExec || isErrorPin(pin) || parameters.has(pin.name)) continue;
    const { name, title, dataType, valueType } = pin;
    const doc = ownText(refs, pin.doc, pin.doc);
    const schema = ownText(refs, pin.schema, pin.schema);
    const described = { name, title, doc, dataType, valueType, schema };
    parameters.set(name, { ...described, default: pin.defaultValue, slot });
  }
  return parameters;
}

function addExits(
  node: CompiledNode,
  { outputs }: PlacedNode,
  execOutputs: readonly ExecOutput[],
): void {
  const exec = execOutputs.find(({ name }) => name === ERROR_PIN);
  if (exec !== undefined) {
    const text = outputs.find(({ pin }) => pin.name === ERROR_TEXT_PIN);
    node.errorExit = { exec, textSlot: text?.slot };
  }
  const isExit = (output: ExecOutput) => output !== exec && output.targets.length > 0;
  node.exits = execOutputs.every(isExit) ? execOutputs : execOutputs.filter(isExit);
}

const NONE: readonly never[] = [];

function feedersOf(
  { inputs }: PlacedNode,
  nodes: readonly CompiledNode[],
  wiring: Wiring,
): readonly CompiledNode[] {
  const wired = inputs.filter((input) => input.upstream.length > 0 && !input.isExec);
  if (wired.length === 0) return NONE;
  const owners = wired.flatMap((input) => wiring.sourcesOf(input)).map(({ owner }) => owner!);
  return [...new Set(owners)].map(({ index }) => nodes[index]!);
}

function bodyOf(
  placed: PlacedNode,
  execOutputs: readonly ExecOutput[],
  wiring: Wiring,
  registry: NodeRegistry,
): NodeBody {
  const { name } = placed.node;
  const type = registry.find(name);
  if (type === undefined)
    return () => {
      throw new NodeError(`This server has no node type '${name}'${registry.neededFor(name)}`);
    };
  const body = type.bind(new PinBinder(type, placed, execOutputs, wiring) as never);
  return type.timeLimitMs === undefined ? body : withTimeLimit(body, type.timeLimitMs);
}
