import { describe, expect, it } from '@jest/globals';
import { Float } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run, runNode } from '../testing.js';

function drawn(probability: number, share: number) {
  const host = Object.assign(new RecordingHost(), { random: () => share });
  const built = board()
    .node('start', 'events_simple')
    .node('node', 'random_bool', { probability })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'end.exec_in')
    .wire('node.value', 'end.response');
  return run(built, { host });
}

describe('random_bool', () => {
  it.each([
    [0, 0, false],
    [1, 1 - 2 ** -53, true],
    [0.25, 0.2, true],
    [0.25, 0.25, false],
  ])('with probability %p and chance %p is %p', async (probability, share, expected) => {
    expect((await drawn(probability, share)).result).toBe(expected);
  });

  it.each([-0.1, 1.1, new Float(-1e300)])('fails on a probability of %p', async (probability) => {
    const { error } = await runNode('random_bool', { probability }, 'value');
    expect(error).toContain('expected 0 to 1');
  });
});
