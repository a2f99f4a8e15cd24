import { createHash } from 'node:crypto';
import type { BoardJson } from '../../engine/index.js';
import type { AppContent } from '../publications/app-content.js';
import { type CopyIds, type Kind, KINDS } from './copy-ids.js';

/** What stands against a change: the owner of the copy has changed or removed the part, or has its path in use. */
export type Conflict = 'changed_here' | 'removed_here' | 'path_taken';

/** What an upgrade does to one part of a copy. */
export interface PlannedChange {
  readonly kind: Kind;
  /** Of the part in the original. */
  readonly sourceId: string;
  /** Of the part in the copy. */
  readonly id: string;
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly conflict: Conflict | undefined;
  /** Tells states of the part apart: as it is in the copy, and as it will be; empty = it is not there. */
  readonly from: string;
  readonly to: string;
}

/**
 * What leads from a copy to another version: `base` is what was installed, `mine` is what the copy is now, `theirs`
 * is the other version, all under the ids of the copy. What both have alike, and what only the copy has, stays.
 */
export function planUpgrade(
  base: AppContent,
  mine: AppContent,
  theirs: AppContent,
  ids: CopyIds,
): PlannedChange[] {
  return KINDS.flatMap((kind) =>
    Object.entries(ids[kind]).flatMap(([sourceId, id]): PlannedChange[] => {
      const [before, now, next] = [base, mine, theirs].map((content) => stateOf(content, kind, id));
      if (next === before || next === now) return [];
      const part = partOf(theirs, kind, id) ?? partOf(mine, kind, id);
      if (part === undefined) return [];
      const change = next === '' ? 'removed' : now === '' ? 'added' : 'changed';
      const conflict = isPathTaken(kind, id, mine, theirs)
        ? 'path_taken'
        : now === before
          ? undefined
          : now === ''
            ? 'removed_here'
            : 'changed_here';
      const states = { from: now!, to: next! };
      return [{ kind, sourceId, id, name: nameOf(part), change, conflict, ...states }];
    }),
  );
}

/** Tells previews apart: the same as long as the same upgrade would do the same. */
export function planTag(versions: readonly number[], changes: readonly PlannedChange[]): string {
  const told = changes.map(({ kind, sourceId, from, to }) => [kind, sourceId, from, to]);
  return hashOf([versions, told]);
}

/** Of a route that the owner of the copy has given to something else meanwhile. */
function isPathTaken(kind: Kind, id: string, mine: AppContent, theirs: AppContent): boolean {
  const route = kind === 'routes' ? theirs.routes.find((one) => one.id === id) : undefined;
  const kept = mine.routes.filter((one) => !theirs.routes.some((their) => their.id === one.id));
  return route !== undefined && kept.some(({ path }) => path === route.path);
}

type Part = AppContent[Kind][number];

function partOf(content: AppContent, kind: Kind, id: string): Part | undefined {
  return (content[kind] as readonly Part[]).find((part) => part.id === id);
}

function nameOf(part: Part): string {
  if ('path' in part) return part.path;
  return 'board' in part ? part.board.name : part.name;
}

/** Of a part as its owner sees it: without what counts or times its changes, and without what is filled in. */
function stateOf(content: AppContent, kind: Kind, id: string): string {
  const part = partOf(content, kind, id);
  if (part === undefined) return '';
  if ('path' in part) return hashOf(part);
  if ('board' in part) return hashOf(boardState(part.board));
  if ('nodes' in part) return hashOf(boardState(part));
  const untold = { active: null, inputs: null, event_version: null, ...NO_TIMES };
  return hashOf({ ...part, ...untold, canary: part.canary && { ...part.canary, ...NO_TIMES } });
}

const NO_TIMES = { created_at: null, updated_at: null };

function boardState(board: BoardJson): object {
  return { ...board, version: null, viewport: null, ...NO_TIMES };
}

/** Objects in one order of their members; the hashes that editors keep of nodes and the like are no part of them. */
function hashOf(value: unknown): string {
  const text = JSON.stringify(value, (name, member: unknown) => {
    if (name === 'hash' && !isObject(member)) return undefined;
    if (!isObject(member)) return member;
    const members = Object.entries(member);
    return Object.fromEntries(members.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
  return createHash('sha256').update(text).digest('base64url');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
