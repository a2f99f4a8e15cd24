import { describe, expect, it } from '@jest/globals';
import { board } from '../boards.testing.js';
import { essence, execute, refusal, stored, undo } from './commands.testing.js';

const start = () => stored(board().node('a', 'source').layer('box', {}));
const comment = {
  id: 'c',
  author: 'me',
  content: 'Look here',
  comment_type: 'Text',
  timestamp: { secs_since_epoch: 7, nanos_since_epoch: 0 },
  coordinates: [1, 2, 0],
  width: 10,
};
const upsert = (fields: object = {}, current_layer: string | null = null) => ({
  command_type: 'UpsertComment',
  comment: { ...comment, ...fields },
  current_layer,
});

describe('UpsertComment', () => {
  it('adds a comment to the layer that the editor shows', () => {
    const { board: after, answers } = execute(start(), [upsert({ mood: 'good' }, 'box')]);
    expect(after.comments['c']).toMatchObject({ content: 'Look here', layer: 'box', height: null });
    expect(after.comments['c']).not.toHaveProperty('mood');
    expect(answers[0]).toMatchObject({ comment: { layer: 'box' }, old_comment: null });
    expect(essence(undo(after, answers))).toEqual(essence(start()));
  });

  it('replaces one and notes down the old one', () => {
    const before = execute(start(), [upsert()]).board;
    const { board: after, answers } = execute(before, [upsert({ content: 'No, there' })]);
    expect(after.comments['c']!.content).toBe('No, there');
    expect(answers[0]).toMatchObject({ old_comment: { content: 'Look here' } });
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('undone after its layer is gone, puts the comment on the board', () => {
    const boxed = execute(start(), [upsert({}, 'box')]).board;
    const { board: after, answers } = execute(boxed, [upsert()]);
    const gone = execute(after, [
      { command_type: 'RemoveLayer', layer: after.layers['box'] },
    ]).board;
    expect(undo(gone, answers).comments['c']!.layer).toBeNull();
  });

  it.each([
    [{ id: 'a' }, 'The id a is taken'],
    [{ id: '__proto__' }, 'comment.id must not be __proto__'],
    [{ comment_type: 'Sound' }, 'comment.comment_type must be one of Text, Image, Video'],
    [{ timestamp: 7 }, 'comment.timestamp must be an object'],
    [{ width: JSON.parse('1e400') }, 'comment.width must be a number'],
    [{ z_index: 2 ** 40 }, 'comment.z_index must be a whole number'],
  ])('refuses %j', (fields, message) => {
    expect(refusal(start(), upsert(fields))).toContain(message);
  });

  it('refuses a layer that is not there', () => {
    expect(refusal(start(), upsert({}, 'nowhere'))).toBe('There is no layer nowhere');
  });
});

describe('RemoveComment', () => {
  it('removes a comment, and undone brings back the one that was there', () => {
    const before = execute(start(), [upsert()]).board;
    const stale = { ...comment, content: 'Something old' };
    const { board: after, answers } = execute(before, [
      { command_type: 'RemoveComment', comment: stale },
    ]);
    expect(after.comments).toEqual({});
    expect(essence(undo(after, answers))).toEqual(essence(before));
    expect(() => undo(before, answers)).toThrow('The id c is taken');
  });

  it('refuses one that is not there', () => {
    expect(refusal(start(), { command_type: 'RemoveComment', comment })).toBe('Comment not found');
  });
});
