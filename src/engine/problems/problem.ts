import type { PlacedNode, PlacedPin } from '../placed-node.js';

/** Something a board's author would want to know. Errors make a run fail when it gets there. */
export interface BoardProblem {
  readonly severity: 'error' | 'warning';
  readonly code: ProblemCode;
  /** Null when the board as a whole or a layer is meant. */
  readonly nodeId: string | null;
  readonly pinId: string | null;
  /** A sentence that names node and pin as the author sees them. */
  readonly message: string;
}

export type ProblemCode =
  | 'no_start_node'
  | 'unreachable_node'
  | 'unknown_node_type'
  | 'missing_pin'
  | 'missing_input'
  | 'wrong_value'
  | 'unknown_variable'
  | 'unknown_function'
  | 'pure_cycle'
  | 'duplicate_pin_id'
  | 'dangling_link'
  | 'one_sided_link'
  | 'backward_link'
  | 'ignored_link'
  | 'type_mismatch';

type Place = PlacedNode | PlacedPin | null;

export const warning = (code: ProblemCode, place: Place, message: string): BoardProblem => ({
  severity: 'warning',
  code,
  ...idsOf(place),
  message,
});

export const error = (code: ProblemCode, place: Place, message: string): BoardProblem => ({
  severity: 'error',
  code,
  ...idsOf(place),
  message,
});

function idsOf(place: Place): Pick<BoardProblem, 'nodeId' | 'pinId'> {
  if (place === null) return { nodeId: null, pinId: null };
  if ('pin' in place) return { nodeId: place.owner?.node.id ?? null, pinId: place.pin.id };
  return { nodeId: place.node.id, pinId: null };
}

const LONGEST_NAME = 60;

/** A name in quotes. A long one is cut: a node of thousands of pins would have it in every sentence. */
export function quoted(name: string): string {
  return `"${name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name}"`;
}

/** A node within a sentence: `node "Print" (log_info)`. */
export function inSentence({ node: { friendlyName, name } }: PlacedNode): string {
  return `node ${quoted(friendlyName)} (${quoted(name).slice(1, -1)})`;
}

/** The same at its beginning. */
export function asSubject(node: PlacedNode): string {
  return `N${inSentence(node).slice(1)}`;
}
