import { describe, expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

const MOST = Number.MAX_SAFE_INTEGER;

function drawn(min: number, max: number, share: number) {
  const host = Object.assign(new RecordingHost(), { random: () => share });
  const built = board()
    .node('start', 'events_simple')
    .node('node', 'int_random_in_range', { min, max })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('node.random_integer', 'end.response');
  return run(built, { host });
}

describe('int_random_in_range', () => {
  it.each([
    [1, 6, 0, 1],
    [1, 6, 1 - 2 ** -53, 6],
    [1, 6, 0.5, 4],
    [-1, 1, 0.5, 0],
    [-MOST, MOST, 0, -MOST],
    [-MOST, MOST, 1 - 2 ** -53, MOST],
  ])('from %p to %p, chance %p: %p', async (min, max, share, expected) => {
    expect((await drawn(min, max, share)).result).toBe(expected);
  });

  it.each([
    [1, 1],
    [2, 1],
  ])('fails from %p to %p', async (min, max) => {
    const { error } = await runNode('int_random_in_range', { min, max }, 'random_integer');
    expect(error).toContain('min must be less than max');
  });
});
