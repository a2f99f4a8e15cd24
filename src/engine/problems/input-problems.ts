import { NO_SLOT } from '../bound-pins.js';
import { NodeError } from '../errors.js';
import type { AnyNodeType } from '../node-type.js';
import { type DataPin, generic } from '../pins.js';
import type { PlacedNode, PlacedPin } from '../placed-node.js';
import type { Wiring } from '../wiring.js';
import { type BoardProblem, inSentence, error, quoted } from './problem.js';

/** Inputs whose node will get no value from them, or one it can't use. `runs` are the nodes that are reached. */
export function* inputProblems(
  node: PlacedNode,
  type: AnyNodeType,
  wiring: Wiring,
  runs: ReadonlySet<PlacedNode>,
): Iterable<BoardProblem> {
  for (const input of node.inputs) {
    const spec = specOf(input, type);
    if (spec === undefined) continue;
    const origin = wiring.originOf(input);
    const lack = lackOf(input, origin, node, runs);
    const fault = origin && faultOf(origin, spec);
    if (lack === undefined && fault === undefined) continue;
    const subject = `The input ${quoted(input.pin.name)} of ${inSentence(node)}`;
    if (lack !== undefined) yield error('missing_input', input, `${subject} ${lack}`);
    else yield error('wrong_value', input, `${subject} can't take its value: ${fault}`);
  }
}

/** How a node reads an input; undefined where it does without a value, or never looks. */
function specOf({ pin, isExec }: PlacedPin, type: AnyNodeType): DataPin<unknown> | undefined {
  if (isExec) return undefined;
  const declared = Object.hasOwn(type.inputs, pin.name) ? type.inputs[pin.name] : undefined;
  if (declared === undefined) return type.extraPins === 'required' ? ANYTHING : undefined;
  const spec = declared.kind === 'list' ? declared.pin : declared;
  return spec.kind === 'exec' || spec.optional ? undefined : spec;
}

const ANYTHING = generic('', '');

function lackOf(
  input: PlacedPin,
  origin: PlacedPin | undefined,
  node: PlacedNode,
  runs: ReadonlySet<PlacedNode>,
): string | undefined {
  if (origin === undefined) return 'is wired in a circle';
  const { slot, owner } = origin;
  if (origin.pin.defaultValue !== undefined) return undefined;
  if (origin === input) return 'has neither a wire nor a value';
  if (slot === NO_SLOT) return 'is wired to where no value comes from';
  if (!runs.has(node) || runs.has(owner!)) return undefined;
  return `is wired to ${inSentence(owner!)}, which never runs`;
}

/** What a run would say when it reads a value that somebody typed in. */
function faultOf({ pin, slot }: PlacedPin, spec: DataPin<unknown>): string | undefined {
  if (slot !== NO_SLOT || pin.defaultValue === undefined) return undefined;
  try {
    spec.decode(pin.defaultValue, pin.name);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof NodeError) return thrown.message;
    throw thrown;
  }
}
