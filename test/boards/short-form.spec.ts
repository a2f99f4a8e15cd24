import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BoardJson,
  compile,
  type Entrance,
  execute,
  NodeRegistry,
  type Program,
  readBoard,
} from '../../src/engine/index.js';
import { RecordingHost } from '../../src/engine/testing.js';
import { allNodes } from '../../src/nodes/index.js';
import { fromShortForm } from '../../src/short-form/from-short-form.js';
import { toShortForm } from '../../src/short-form/to-short-form.js';
import { randomBoards } from './random-boards.js';

const registry = new NodeRegistry(allNodes);
const limits = { activations: 3000, depth: 20, logLines: 500 };
const there = (board: BoardJson) => toShortForm(board, registry);
const back = (text: string) => fromShortForm(text, registry);

/** What a program does, without the ids of pins and the order of nodes. */
function account(json: BoardJson) {
  const program = compile(readBoard(json), registry);
  const nodes = program.nodes.map((node) => ({
    id: node.id,
    type: node.name,
    title: node.title,
    pure: node.pure,
    exits: node.exits.map(({ name, targets }) => [name, targets.map((to) => wayInto(json, to))]),
    caught: node.errorExit && {
      targets: node.errorExit.exec.targets.map((to) => wayInto(json, to)),
      hasText: node.errorExit.textSlot !== undefined,
    },
    feeders: node.feeders.map(({ id }) => id),
    outputs: [...node.parameters.keys()].sort(),
  }));
  return {
    id: program.boardId,
    version: program.boardVersion,
    logLevel: program.logLevel,
    nodes: nodes.sort(byId),
    starts: program.startNodes.map(({ id }) => id).sort(),
    variables: readBoard(json).variables.toSorted(byId),
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function wayInto(json: BoardJson, { node, pins: ids }: Entrance): [string, string[]] {
  const { pins } = json.nodes[node.id]!;
  return [node.id, ids.map((id) => pins[id]!.name).sort()];
}

async function runs(json: BoardJson): Promise<unknown[]> {
  const program: Program = compile(readBoard(json), registry);
  const starts = program.startNodes.map(({ id }) => id).sort();
  return Promise.all(
    starts.map((start) =>
      execute(program, { start, host: new RecordingHost(), payload: { key: 1 }, limits }),
    ),
  );
}

/** What only editors show. */
function shown({ nodes, layers, comments, variables, ...board }: BoardJson) {
  return {
    name: board.name,
    description: board.description,
    stage: board.stage,
    comments,
    nodes: Object.values(nodes)
      .map(({ id, comment = null, layer, coordinates }) => [
        id,
        comment || null,
        layer,
        coordinates,
      ])
      .sort(),
    layers: Object.values(layers).map(({ id, name, parent_id }) => ({ id, name, parent_id })),
    variables: Object.values(variables)
      .map(({ id, category, editable }) => [id, category || null, editable])
      .sort(),
  };
}

describe('the short form of any board', () => {
  it('reads as a board that does the same', async () => {
    await fc.assert(
      fc.asyncProperty(randomBoards(allNodes), async (board) => {
        const again = back(there(board));
        expect(account(again)).toEqual(account(board));
        expect(await runs(again)).toEqual(await runs(board));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what editors show', () => {
    fc.assert(
      fc.property(randomBoards(allNodes), (board) => {
        const placed = structuredClone(board);
        for (const node of Object.values(placed.nodes)) node.coordinates ??= [7, 7, 0];
        expect(shown(back(there(placed)))).toEqual(shown(placed));
      }),
      { numRuns: 100 },
    );
  });

  it('is the same text the second time, in JSON too, in whatever order the board is kept', () => {
    fc.assert(
      fc.property(randomBoards(allNodes), (board) => {
        const text = there(board);
        expect(there(back(text))).toBe(text);
        expect(there(back(toShortForm(board, registry, { format: 'json' })))).toBe(text);
        const { nodes, variables } = board;
        expect(there({ ...board, nodes: turned(nodes), variables: turned(variables) })).toBe(text);
      }),
      { numRuns: 150 },
    );
  });
});

const turned = <T>(map: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).reverse());

// See real-boards.spec.ts.
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/boards');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

if (!existsSync(FOLDER)) {
  // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('real boards: there is no shared/boards folder beside the project', () => undefined);
} else {
  const expected = read('expected.json') as Record<string, { start: string }[]>;
  it.each(Object.keys(expected))(
    '%s does the same after a way through its short form',
    async (name) => {
      const board = read(`${name}.json`) as BoardJson;
      const again = back(there(board));
      expect(account(again)).toEqual(account(board));
      for (const { start } of expected[name]!) {
        const run = (json: BoardJson) =>
          execute(compile(readBoard(json), registry), { start, host: new RecordingHost() });
        expect(await run(again)).toEqual(await run(board));
      }
      expect(there(again)).toBe(there(board));
    },
  );
}
