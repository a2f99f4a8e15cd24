import { type BoardJson, type NodeRegistry, printValue } from '../engine/index.js';
import { draftOf } from './describe/draft-of-board.js';
import { printDraft } from './print/print-draft.js';
import { printYaml } from './print/print-yaml.js';

export interface ToShortFormOptions {
  /** `yaml` by default. */
  readonly format?: 'yaml' | 'json';
}

/**
 * A board as a small text for people and git: the same board always gives the same text, whatever the order
 * of its JSON. Values of secret variables are left out. Throws BoardError if the JSON is no board.
 */
export function toShortForm(
  board: BoardJson,
  registry: NodeRegistry,
  { format = 'yaml' }: ToShortFormOptions = {},
): string {
  const printed = printDraft(draftOf(board, registry));
  return format === 'json' ? `${printValue(printed, 2)}\n` : printYaml(printed, hasOwnLines);
}

/** The board, its sections, and each node stand in lines of their own; what is shorter may share one. */
function hasOwnLines(path: readonly string[]): boolean {
  const [section, , part] = path;
  if (path.length < 2) return true;
  if (section === 'nodes' || section === 'node_types')
    return (
      path.length === 2 ||
      (section === 'node_types' && (part === 'inputs' || part === 'outputs') && path.length === 3)
    );
  return section === 'ids' && path.length === 2;
}
