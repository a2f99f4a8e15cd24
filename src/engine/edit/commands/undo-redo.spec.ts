import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from '../../board.js';
import type { BoardJson } from '../board-json.js';
import { board, countingIds } from '../boards.testing.js';
import { cleanUp } from '../clean-up.js';
import {
  essence,
  essenceWithoutRelayIds,
  execute,
  redo,
  stored,
  undo,
} from './commands.testing.js';
import { commandOf, type Draw, draws } from './random-commands.testing.js';

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

interface Done {
  readonly before: BoardJson;
  readonly after: BoardJson;
  readonly answers: readonly object[];
}

/** Does batch after batch, of commands that fit the board as it is then. */
function doAll(batches: readonly Draw[][]): Done[] {
  let before = start();
  return batches.map((batch) => {
    const commands = batch.map((drawn) => commandOf(before, drawn));
    const { board: after, answers, skipped } = execute(before, commands);
    const marked = answers.map((answer, index) => {
      const message = skipped.find((each) => each.index === index)?.message;
      return message === undefined ? answer : { ...answer, skipped: message };
    });
    const done = { before, after, answers: marked };
    before = after;
    return done;
  });
}

describe('whatever the commands', () => {
  const holds = (check: (done: readonly Done[]) => void) =>
    fc.assert(
      fc.property(draws, (batches) => check(doAll(batches))),
      { numRuns: 60 },
    );

  it('the board stays one that can be read and is in order', () => {
    holds((done) => {
      for (const { after } of done) {
        expect(() => readBoard(after)).not.toThrow();
        expect(cleanUp(after, countingIds())).toEqual(after);
      }
    });
  });

  it('undo after undo brings back every board there was', () => {
    holds((done) => {
      let json = done.at(-1)!.after;
      for (const { before, answers } of [...done].reverse()) {
        json = undo(json, answers);
        expect(essence(json)).toEqual(essence(before));
        expect(json.updated_at).toEqual(done.at(-1)!.after.updated_at);
      }
    });
  });

  it('redo brings back what was undone', () => {
    holds((done) => {
      for (const { after, answers } of done) {
        const again = redo(undo(after, answers), answers);
        expect(essenceWithoutRelayIds(again)).toEqual(essenceWithoutRelayIds(after));
      }
    });
  });
});
