import type { NodeRegistry } from '../../registry.js';
import type { BoardDraft } from './board-draft.js';
import { Refusal } from './refusal.js';
import type { Shape } from './shapes.js';

/** What commands need from around the board. */
export interface EditContext {
  readonly registry: NodeRegistry;
  /** Ids that nothing else has. */
  readonly createId: () => string;
}

/** Commands that move things from layer to layer. */
export interface NewRelays {
  /** The relay pins that came with the whole batch, filled in for the undo. */
  new_relays: string[];
}

/**
 * A kind of edit. `execute` gives the command back with what its undo will need; all refuse with Refusal
 * or BoardError and may then have done half of their work, which is taken back.
 */
interface CommandDefinition<T> {
  readonly shape: Shape<T>;
  execute(draft: BoardDraft, command: T, context: EditContext): T;
  /** On the command as `execute` gave it back. Nothing to undo is no error. */
  undo(draft: BoardDraft, command: T): void;
  /** Executes once more a command that was undone; `execute` unless something else is said. */
  redo?(draft: BoardDraft, command: T, context: EditContext): void;
}

/** A command on JSON that nobody has looked at yet. */
export interface Command {
  execute(draft: BoardDraft, json: unknown, context: EditContext): object;
  undo(draft: BoardDraft, json: unknown): void;
  redo(draft: BoardDraft, json: unknown, context: EditContext): void;
}

export function defineCommand<T extends object>(definition: CommandDefinition<T>): Command {
  const { shape, execute, undo, redo = execute } = definition;
  return {
    execute: (draft, json, context) => execute(draft, shape(json), context),
    undo: (draft, json) => undo(draft, shape(json)),
    redo: (draft, json, context) => void redo(draft, shape(json), context),
  };
}

/** Refuses ids that others on the board have already. */
export function requireFree(draft: BoardDraft, ids: Iterable<string>): void {
  for (const id of ids)
    if (draft.isTaken(id))
      throw new Refusal(`The id ${id} is taken by something else on the board`);
}

/** Where something goes back to: the board itself if its layer is gone meanwhile. */
export const layerIfThere = (draft: BoardDraft, layer: string | null): string | null =>
  layer !== null && draft.layers.has(layer) ? layer : null;

/** Refuses layers that are not on the board; null is the board itself. */
export function requireLayer(draft: BoardDraft, layer: string | null): void {
  if (layer !== null && !draft.layers.has(layer)) throw new Refusal(`There is no layer ${layer}`);
}
