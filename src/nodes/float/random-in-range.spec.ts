import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

function drawn(min: Value, max: Value, share: number) {
  const host = Object.assign(new RecordingHost(), { random: () => share });
  const built = board()
    .node('start', 'events_simple')
    .node('node', 'float_random_in_range', { min, max })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('node.random_float', 'end.response');
  return run(built, { host });
}

describe('float_random_in_range', () => {
  it.each<[Value, Value, number, Value]>([
    [-1, 1, 0, new Float(-1)],
    [-1, 1, 0.75, 0.5],
    [new Float(-1.7e308), new Float(1.7e308), 0.5, new Float(0)],
    [1, 1.0000000000000002, 1 - 2 ** -53, new Float(1)],
  ])('from %p to %p, chance %p: %p', async (min, max, share, expected) => {
    expect((await drawn(min, max, share)).result).toEqual(expected);
  });

  it.each([
    [1, 1],
    [2, 1],
  ])('fails from %p to %p', async (min, max) => {
    const { error } = await runNode('float_random_in_range', { min, max }, 'random_float');
    expect(error).toContain('min must be less than max');
  });
});
