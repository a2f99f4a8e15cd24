import type { BoardJson } from './board-json.js';
import { mapValues, withChanges } from './changes.js';

/**
 * Forgets the hashes by which editors notice changes: an edit makes them wrong, and JavaScript can't
 * even read 64 bits. The ecosystem takes null for "not known" and works them out anew.
 */
export function dropHashes(board: BoardJson): BoardJson {
  return withChanges(board, {
    nodes: mapValues(board.nodes, withoutHash),
    variables: mapValues(board.variables, withoutHash),
    comments: mapValues(board.comments, withoutHash),
    layers: mapValues(board.layers, withoutHash),
  });
}

// Comments are not looked at when a board is read: anything may stand there.
const withoutHash = <T extends { hash?: number | null } | null>(item: T): T =>
  item && typeof item === 'object'
    ? withChanges(item, { hash: null } as Partial<T & object>)
    : item;
