import type { Board } from '../board.js';
import type { AnyNodeType } from '../node-type.js';
import type { NodeRegistry } from '../registry.js';
import type { PlacedNode } from '../placed-node.js';
import type { Wiring } from '../wiring.js';
import { inputProblems } from './input-problems.js';
import { type BoardProblem, asSubject, error, quoted, warning } from './problem.js';
import { typedId } from './typed-id.js';

/** What is wrong with single nodes. `runs` are those that are reached; what never runs can't fail. */
export function nodeProblems(
  board: Board,
  registry: NodeRegistry,
  wiring: Wiring,
  runs: ReadonlySet<PlacedNode>,
): BoardProblem[] {
  const idsIn = (things: readonly { readonly id: string }[]) => new Set(things.map(({ id }) => id));
  const variables = idsIn(board.variables);
  const functions = idsIn(board.nodes);
  return wiring.nodes.flatMap((node) => {
    const type = registry.find(node.node.name);
    const problems = [
      ...(type === undefined ? unknownType(node, registry) : missingPins(node, type)),
      ...(type === undefined ? [] : inputProblems(node, type, wiring, runs)),
      ...unknownIds(node, variables, functions),
    ];
    if (runs.has(node)) return problems;
    return [neverRuns(node), ...problems.map(asWarning)];
  });
}

const asWarning = (problem: BoardProblem): BoardProblem => ({ ...problem, severity: 'warning' });

function neverRuns(node: PlacedNode): BoardProblem {
  const why = node.pure
    ? 'is never evaluated: no node that runs takes a value from it'
    : 'is never reached: no way leads to it from a start node';
  return warning('unreachable_node', node, `${asSubject(node)} ${why}`);
}

function unknownType(node: PlacedNode, registry: NodeRegistry): BoardProblem[] {
  const needed = registry.neededFor(node.node.name);
  const message = `${asSubject(node)} is of a type this server does not have${needed}`;
  return [error('unknown_node_type', node, message)];
}

function* missingPins(node: PlacedNode, type: AnyNodeType): Iterable<BoardProblem> {
  const sides = [
    ['input', type.inputs, node.inputs],
    ['output', type.outputs, node.outputs],
  ] as const;
  for (const [side, specs, pins] of sides)
    for (const [name, { kind }] of Object.entries(specs)) {
      // Of a list there may be none, and few nodes look at the execution input they were entered through.
      if (kind === 'list' || (side === 'input' && kind === 'exec')) continue;
      // A pin for data may have become one for control by a wire, but not the other way round.
      const fits = (isExec: boolean) => kind === 'data' || isExec;
      if (pins.some(({ pin, isExec }) => pin.name === name && fits(isExec))) continue;
      const message = `${asSubject(node)} lacks the ${side} ${quoted(name)} of its type`;
      yield error('missing_pin', node, message);
    }
}

function* unknownIds(
  node: PlacedNode,
  variables: ReadonlySet<string>,
  functions: ReadonlySet<string>,
): Iterable<BoardProblem> {
  const variable = typedId(node, 'var_ref');
  if (variable !== undefined && !variables.has(variable.id)) {
    const message = `${asSubject(node)} names a variable that the board does not have`;
    yield error('unknown_variable', variable.pin, message);
  }
  const called = typedId(node, 'fn_ref');
  if (called !== undefined && !functions.has(called.id)) {
    const message = `${asSubject(node)} calls a node that the board does not have`;
    yield error('unknown_function', called.pin, message);
  }
}
