import { describe, expect, it } from '@jest/globals';
import { board, pinAt } from '../boards.testing.js';
import { essence, execute, redo, refusal, stored, undo } from './commands.testing.js';

const start = () =>
  stored(
    board()
      .node('a', 'source')
      .node('b', 'sink')
      .layer('box', { relay: 'String' })
      .wire('a.text', 'b.text'),
  );
const upsert = (pin: object, node_id = 'b') => ({ command_type: 'UpsertPin', node_id, pin });

describe('UpsertPin', () => {
  it('replaces a pin and notes down the old one', () => {
    const pin = { ...pinAt(start(), 'b.text'), default_value: [34, 34] };
    const { board: after, answers } = execute(start(), [upsert(pin)]);
    expect(pinAt(after, 'b.text')).toMatchObject({
      default_value: [34, 34],
      depends_on: ['a.text'],
    });
    expect(answers[0]).toMatchObject({
      pin: { default_value: [34, 34] },
      old_pin: { default_value: null, description: 'A text.' },
    });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('cuts the wires that the new pin lacks, and draws none', () => {
    const pin = { ...pinAt(start(), 'b.text'), depends_on: ['a.texts'] };
    const { board: after, answers } = execute(start(), [upsert(pin)]);
    expect(pinAt(after, 'b.text').depends_on).toEqual([]);
    expect(pinAt(after, 'a.text').connected_to).toEqual([]);
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('adds a pin with a new id behind the others of its side', () => {
    const pin = { ...pinAt(start(), 'b.text'), id: 'mine', index: 1 };
    const { board: after, answers } = execute(start(), [upsert(pin)]);
    const added = Object.values(after.nodes['b']!.pins).at(-1)!;
    expect(added.id).not.toBe('mine');
    expect(added).toMatchObject({ name: 'text', index: 3, depends_on: [], connected_to: [] });
    expect(answers[0]).toMatchObject({ pin: { id: added.id, index: 3 }, old_pin: null });
    const before = undo(after, answers);
    expect(essence(before)).toEqual(essence(start()));
    expect(essence(redo(before, answers))).toEqual(essence(after));
  });

  it('does the same for pins of layers', () => {
    const pin = { ...pinAt(start(), 'box.relay'), name: 'Other' };
    const { board: after, answers } = execute(start(), [upsert(pin, 'box')]);
    expect(pinAt(after, 'box.relay').name).toBe('Other');
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('refuses a node that is not there, and an undo that would exchange pins', () => {
    const pin = pinAt(start(), 'b.text');
    expect(refusal(start(), upsert(pin, 'nobody'))).toBe('Node not found');
    expect(refusal(start(), upsert(pin, '__proto__'))).toBe('Node not found');
    expect(refusal(start(), upsert({ ...pin, data_type: 7 }))).toContain('pin.data_type must be');
    const { board: after, answers } = execute(start(), [upsert(pin)]);
    const forged = { ...answers[0]!, old_pin: { ...pin, id: 'b.in' } };
    expect(() => undo(after, [forged])).toThrow('pin and old_pin must have one id');
  });

  it('undone after the pin is gone, does nothing; redone while the id is taken, is refused', () => {
    const { board: after, answers } = execute(start(), [
      upsert({ ...pinAt(start(), 'b.text'), id: 'mine' }),
    ]);
    const gone = execute(after, [{ command_type: 'RemoveNode', node: after.nodes['b'] }]).board;
    expect(undo(gone, answers).nodes).toEqual(gone.nodes);
    expect(() => redo(gone, answers)).toThrow('Node not found');
    expect(() => redo(after, answers)).toThrow('is taken by something else on the board');
  });
});
