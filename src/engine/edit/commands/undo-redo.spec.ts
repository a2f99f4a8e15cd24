import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from '../../board.js';
import type { BoardJson } from '../board-json.js';
import { board, countingIds } from '../boards.testing.js';
import { cleanUp } from '../clean-up.js';
import { essence, execute, stored, undo } from './commands.testing.js';
import { commandOf, draws } from './random-commands.testing.js';

const start = () =>
  stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .node('c', 'sink')
      .node('d', 'source')
      .layer('outer', {})
      .layer('inner', {})
      .variable('v', 'text')
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text')
      .wire('a.text', 'c.text')
      .wire('b.out', 'c.in'),
    { b: 'outer', c: 'inner', inner: 'outer' },
  );

describe('whatever the commands', () => {
  it('undo brings back the board, and redo what the commands made of it', () => {
    fc.assert(
      fc.property(draws, (batches) => {
        let json = start();
        const done: { before: BoardJson; after: BoardJson; answers: object[] }[] = [];
        for (const batch of batches) {
          const before = json;
          const commands = batch.map((drawn) => commandOf(before, drawn));
          const { board: after, answers, skipped } = execute(before, commands);
          const kept = answers.filter((_, index) => !skipped.some((each) => each.index === index));
          done.push({ before, after, answers: kept });
          json = after;
          expect(() => readBoard(after)).not.toThrow();
          expect(cleanUp(after, countingIds())).toEqual(after);
        }
        for (const { before, answers } of [...done].reverse()) {
          json = undo(json, answers);
          expect(essence(json)).toEqual(essence(before));
        }
      }),
      { numRuns: 400 },
    );
  });
});
