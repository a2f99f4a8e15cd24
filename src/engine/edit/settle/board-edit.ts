import type { NodeRegistry } from '../../registry.js';
import type { BoardJson } from '../board-json.js';
import { cleanUp } from '../clean-up.js';
import { layerTree } from '../layer-tree.js';
import { PinOwners } from './pin-owners.js';
import { changedOwners, relinkedNodes } from './changed-owners.js';
import { settlePart } from './settle-part.js';
import { noteSettled, type Settled, takeSettled } from './settled-boards.js';
import { syncSchemas } from '../sync-schemas.js';
import { followSurroundings } from '../update-hooks.js';
import { MAX_RELAY_DEPTH } from '../relays.js';

/**
 * A board while it is edited. The editing rules look at a whole board that they see for the first time;
 * of one that they left behind, they look at what an edit changed and at what is around that. What comes
 * out is the same.
 */
export class BoardEdit {
  readonly owners: PinOwners;
  private readonly settled: Settled | undefined;

  constructor(readonly board: BoardJson) {
    this.settled = takeSettled(board);
    this.owners = this.settled?.owners ?? new PinOwners(board);
  }

  /** Nothing was changed after all. */
  drop(): void {
    if (this.settled) noteSettled(this.board, this.settled);
  }

  /** Nodes follow what is around them, and the board is put in order. */
  follow(edited: BoardJson, registry: NodeRegistry, createId: () => string): BoardJson {
    const synced = syncSchemas(edited, registry, createId);
    this.replaceOwners(edited, synced);
    if (this.settled?.registry === registry && this.isEasy(synced))
      return this.settlePart(synced, this.settled, true, createId);
    const followed = followSurroundings(synced, registry, createId);
    const board = cleanUp(followed.board, createId);
    this.replaceOwners(synced, board);
    if (followed.isSettled) {
      const pending = relinkedNodes(followed.board, board, this.owners.find);
      noteSettled(board, { owners: this.owners, pending, registry });
    }
    return board;
  }

  /** The board is put in order, and nothing else: nodes follow what is around them at the next edit. */
  tidy(edited: BoardJson, createId: () => string): BoardJson {
    return this.settled && this.isEasy(edited)
      ? this.settlePart(edited, this.settled, false, createId)
      : cleanUp(edited, createId);
  }

  private settlePart(
    edited: BoardJson,
    { registry, pending: former }: Settled,
    follows: boolean,
    createId: () => string,
  ): BoardJson {
    const { board: before, owners } = this;
    const edit = { before, edited, former, owners, registry, follows, createId };
    const { board, pending } = settlePart(edit);
    if (pending !== undefined) noteSettled(board, { owners, pending, registry });
    return board;
  }

  /** Whether it is enough to look at what changed. */
  private isEasy(edited: BoardJson): boolean {
    return !this.owners.hasDoubles && !isOdd(this.board) && !isOdd(edited);
  }

  private replaceOwners(before: BoardJson, after: BoardJson): void {
    if (before === after) return;
    const { nodes, layers } = changedOwners(before, after);
    for (const id of nodes) this.owners.replace('node', id, before.nodes?.[id], after.nodes[id]);
    for (const id of layers)
      this.owners.replace('layer', id, before.layers?.[id], after.layers[id]);
  }
}

/** Layers in rings, or so deep that no relays are added: what changes there shows far away. */
function isOdd(board: BoardJson): boolean {
  const tree = layerTree(board);
  return Object.entries(board.layers).some(
    ([id, { parent_id }]) =>
      tree.depthOf(id) > MAX_RELAY_DEPTH || tree.parentOf(id) !== tree.scopeOf(parent_id),
  );
}
