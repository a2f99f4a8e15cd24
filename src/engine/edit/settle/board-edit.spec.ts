import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { board } from '../boards.testing.js';
import { execute, stored, undo } from '../commands/commands.testing.js';
import { commandOf, draws } from '../commands/random-commands.testing.js';
import { hooked } from '../hooked.testing.js';

const start = () =>
  stored(
    board(...hooked)
      .node('a', 'source')
      .node('b', 'passer')
      .node('c', 'passer')
      .node('d', 'sink')
      .node('e', 'caller', { ref: 'a' })
      .node('f', 'follower', { id: 'v' })
      .node('g', 'taker')
      .layer('outer', {})
      .layer('inner', {})
      .variable('v', 'text')
      .wire('a.out', 'd.in')
      .wire('a.text', 'b.in')
      .wire('b.out', 'c.in')
      .wire('f.value', 'g.value'),
    // There is no layer `lost`, until a command adds it.
    { b: 'outer', c: 'inner', inner: 'outer', f: 'lost', outer: 'lost' },
  );

it('a board that is known comes out of an edit like one that is seen for the first time', () => {
  fc.assert(
    fc.property(draws, fc.array(fc.boolean(), { minLength: 6 }), (batches, undone) => {
      let known = start();
      batches.forEach((batch, index) => {
        const commands = batch.map((drawn) => commandOf(known, drawn));
        const seed = `${index}`;
        const strange = execute(structuredClone(known), commands, seed);
        const edit = execute(known, commands, seed);
        expect(edit).toEqual(strange);
        known = edit.board;
        if (!undone[index] || edit.skipped.length > 0) return;
        const back = undo(structuredClone(known), edit.answers, `${seed}-undo`);
        known = undo(known, edit.answers, `${seed}-undo`);
        expect(known).toEqual(back);
      });
    }),
    { numRuns: 100 },
  );
});
