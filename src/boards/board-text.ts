import { createHash } from 'node:crypto';

/** A board's JSON, taken apart as drafts are stored: the nodes one by one, and everything else. */
export interface BoardParts {
  readonly rest: object;
  readonly nodes: ReadonlyMap<string, unknown>;
}

export function splitBoard(board: object): BoardParts {
  const { nodes, ...rest } = board as { nodes?: Record<string, unknown> | null };
  return { rest, nodes: new Map(Object.entries(nodes ?? {})) };
}

/** The reverse, on texts: nothing has to be parsed to be put together. `nodes` = members of an object. */
export function joinTexts(rest: string, nodes: string | null): string {
  const start = rest.trimEnd().slice(0, -1).trimEnd();
  const separator = start === '{' ? '' : ',';
  return `${start}${separator}"nodes":{${nodes ?? ''}}}`;
}

export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
