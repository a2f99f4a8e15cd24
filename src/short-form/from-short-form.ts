import { BoardError, type BoardJson, type NodeRegistry } from '../engine/index.js';
import { buildBoard } from './build/build-board.js';
import { parseTree } from './read/parse-tree.js';
import { readDraft } from './read/read-draft.js';
import { Problems, ShortFormError } from './short-form-error.js';

export interface FromShortFormOptions {
  /**
   * The board that the text replaces. What no text says stays: the board's id, pins' ids, values of secret
   * variables, the viewport, the times.
   */
  readonly previous?: BoardJson;
}

/**
 * Reads a board from its short form, YAML or JSON. Throws ShortFormError with all problems at once. A text
 * that says what only an editor could not draw (types that do not fit, functions that do not exist) is read;
 * `findProblems` tells of it.
 */
export function fromShortForm(
  text: string,
  registry: NodeRegistry,
  { previous }: FromShortFormOptions = {},
): BoardJson {
  const problems = new Problems();
  const draft = readDraft(parseTree(text, problems), problems);
  const board = build(draft, registry, problems, previous);
  problems.throwIfAny();
  return board;
}

/** Edits refuse boards beyond measure; what they say is then the problem of the text as a whole. */
function build(...[draft, registry, problems, previous]: Parameters<typeof buildBoard>): BoardJson {
  try {
    return buildBoard(draft, registry, problems, previous);
  } catch (error) {
    if (!(error instanceof BoardError)) throw error;
    throw new ShortFormError([{ line: 1, column: 1, path: error.path, message: error.message }]);
  }
}
