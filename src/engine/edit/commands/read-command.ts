import { BoardError } from '../../errors.js';
import { ALL_COMMANDS } from './all-commands.js';
import type { Command } from './command.js';
import { Refusal } from './refusal.js';

/** Moving or removing everything on a large board is one command a node. */
const MAX_COMMANDS = 20_000;

export function requireFew(commands: readonly unknown[]): void {
  if (commands.length > MAX_COMMANDS)
    throw new BoardError(
      'commands',
      `must be ${MAX_COMMANDS} at most: send them in several requests`,
    );
}

export function commandOf(json: unknown): Command {
  const command = ALL_COMMANDS.get(typeOf(json));
  if (command !== undefined) return command;
  throw new BoardError('command_type', `must be one of ${[...ALL_COMMANDS.keys()].join(', ')}`);
}

export function typeOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  if (!Object.hasOwn(json, 'command_type')) return undefined;
  const { command_type } = json as { command_type: unknown };
  return typeof command_type === 'string' ? command_type : undefined;
}

export const isRefusal = (error: unknown): error is Refusal | BoardError =>
  error instanceof Refusal || error instanceof BoardError;
