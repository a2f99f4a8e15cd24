import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from './board.js';
import { compile } from './compile.js';
import type { BoardJson } from './edit/board-json.js';
import { cleanUp } from './edit/clean-up.js';
import { countingIds, deepFreeze } from './edit/boards.testing.js';
import { registry } from './edit/hooked.testing.js';
import { oddities, randomBoards } from './edit/random-boards.testing.js';
import { syncSchemas } from './edit/sync-schemas.js';
import { runUpdateHooks } from './edit/update-hooks.js';
import { BoardError } from './errors.js';
import { findProblems } from './problems/find-problems.js';

/** What else than BoardError, with the place of a fault, comes of using a board in all ways. */
function mishaps(json: unknown): unknown[] {
  const thrown: unknown[] = [];
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BoardError) || error.path === '') thrown.push(error);
      return undefined;
    }
  };
  const board = attempt(() => readBoard(json));
  if (board === undefined) return thrown;
  attempt(() => compile(board, registry));
  attempt(() => findProblems(board, registry));
  const edits = [
    () => cleanUp(json as BoardJson, countingIds()),
    () => syncSchemas(json as BoardJson, registry, countingIds()),
    () => runUpdateHooks(json as BoardJson, registry, countingIds()),
  ];
  for (const edit of edits) {
    const after = attempt(edit);
    try {
      if (after !== undefined) readBoard(after);
    } catch (error) {
      thrown.push(error);
    }
  }
  return thrown;
}

type Parent = Record<string, unknown>;

/** Every place in some JSON at which a value stands, by its parent and key. */
function placesIn(value: unknown, found: [Parent, string][] = []): [Parent, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Parent, key]);
    placesIn((value as Parent)[key], found);
  }
  return found;
}

const damage = fc.record({ at: fc.nat(), by: fc.constantFrom<unknown>(undefined, ...oddities) });
const damagedBoards = fc
  .tuple(randomBoards, fc.array(damage, { minLength: 1, maxLength: 3 }))
  .map(([board, damages]) => {
    const json = structuredClone(board);
    for (const { at, by } of damages) {
      const places = placesIn(json);
      const [parent, key] = places[at % places.length]!;
      if (by === undefined) delete parent[key];
      else parent[key] = structuredClone(by);
    }
    return deepFreeze(json);
  });

describe('readBoard, compile, findProblems and the edits', () => {
  it('take any JSON or say where it is no board', () => {
    const take = (json: unknown) => expect(mishaps(json)).toEqual([]);
    fc.assert(fc.property(fc.jsonValue(), take), { numRuns: 200 });
    oddities.forEach(take);
  });

  it('take any board with damages, or say where they are', () => {
    const take = (json: unknown) => expect(mishaps(json)).toEqual([]);
    fc.assert(fc.property(damagedBoards, take), { numRuns: 400 });
  });
});
