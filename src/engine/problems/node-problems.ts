import type { Board } from '../board.js';
import type { AnyNodeType } from '../node-type.js';
import type { NodeRegistry } from '../registry.js';
import type { PlacedNode, Wiring } from '../wiring.js';
import { inputProblems } from './input-problems.js';
import { type BoardProblem, Called, error, quoted, warning } from './problem.js';
import { typedId } from './typed-id.js';

/** What is wrong with single nodes. `runs` are those that are reached; what never runs can't fail. */
export function nodeProblems(
  board: Board,
  registry: NodeRegistry,
  wiring: Wiring,
  runs: ReadonlySet<PlacedNode>,
): BoardProblem[] {
  const variables = new Set(board.variables.map(({ id }) => id));
  const functions = new Set(board.nodes.map(({ id }) => id));
  return wiring.nodes.flatMap((node) => {
    const type = registry.find(node.node.name);
    const problems =
      type === undefined
        ? [
            error(
              'unknown_node_type',
              node,
              `${Called(node)} is of a type this server does not have`,
            ),
          ]
        : [...missingPins(node, type), ...inputProblems(node, type, wiring, runs)];
    const variable = typedId(node, 'var_ref');
    if (variable !== undefined && !variables.has(variable.id))
      problems.push(
        error(
          'unknown_variable',
          variable.pin,
          `${Called(node)} names a variable that the board does not have`,
        ),
      );
    const called = typedId(node, 'fn_ref');
    if (called !== undefined && !functions.has(called.id))
      problems.push(
        error(
          'unknown_function',
          called.pin,
          `${Called(node)} calls a node that the board does not have`,
        ),
      );
    if (runs.has(node)) return problems;
    return [
      neverRuns(node),
      ...problems.map((problem) => ({ ...problem, severity: 'warning' as const })),
    ];
  });
}

function neverRuns(node: PlacedNode): BoardProblem {
  const why = node.pure
    ? 'is never evaluated: no node that runs takes a value from it'
    : 'is never reached: no way leads to it from a start node';
  return warning('unreachable_node', node, `${Called(node)} ${why}`);
}

function* missingPins(node: PlacedNode, type: AnyNodeType): Iterable<BoardProblem> {
  const sides = [
    ['input', type.inputs, node.inputs],
    ['output', type.outputs, node.outputs],
  ] as const;
  for (const [side, specs, pins] of sides)
    for (const [name, spec] of Object.entries(specs)) {
      const control = spec.kind === 'exec';
      // Of a list there may be none, and few nodes look at the execution input they were entered through.
      if (spec.kind === 'list' || (side === 'input' && control)) continue;
      if (pins.some((placed) => placed.pin.name === name && placed.isExec === control)) continue;
      yield error(
        'missing_pin',
        node,
        `${Called(node)} lacks the ${side} ${quoted(name)} of its type`,
      );
    }
}
