import { describe, expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, repeatOnVariable, run, runOnVariable } from '../testing.js';

describe('array_push_ref', () => {
  it.each([
    [[1], [1, 2]],
    [[], [2]],
    [null, [2]],
  ])('makes of %j %j', async (held, expected) => {
    expect((await runOnVariable('array_push_ref', held, { value: 2 })).result).toEqual(expected);
  });

  it.each([{}, 'text', 1])('fails on a variable that holds %j, and leaves it', async (held) => {
    const { error, result } = await runOnVariable('array_push_ref', held, { value: 2 });
    expect(error).toContain('Variable is not an array');
    expect(result).toEqual(held);
  });

  it('fails on a variable that there is not', async () => {
    const { error } = await runOnVariable('array_push_ref', [], { var_ref: '__proto__', value: 1 });
    expect(error).toContain('Variable not found');
  });

  it('leaves what was read before as it was', async () => {
    const built = board()
      .variable('v', ['first'])
      .variable('before', null)
      .node('start', 'events_simple')
      .node('push', 'array_push_ref', { var_ref: 'v', value: 'pushed' })
      .node('get', 'variable_get', { var_ref: 'v' })
      .node('keep', 'variable_set', { var_ref: 'before' })
      .node('again', 'array_push_ref', { var_ref: 'v', value: 'again' })
      .node('kept', 'variable_get', { var_ref: 'before' })
      .node('both', 'construct_array')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'push.exec_in')
      .wire('push.exec_out', 'keep.exec_in')
      .wire('get.value_ref', 'keep.value_in')
      .wire('keep.exec_out', 'again.exec_in')
      .wire('again.exec_out', 'end.exec_in')
      .wire('kept.value_ref', 'both.element')
      .wire('get.value_ref', 'both.element#2')
      .wire('both.array_out', 'end.response');
    const expected = [
      ['first', 'pushed'],
      ['first', 'pushed', 'again'],
    ];
    expect((await run(built)).result).toEqual(expected);
    expect((await run(built, { host: new RecordingHost() })).result).toEqual(expected);
  });

  it('fills a long array in a loop', async () => {
    const { result } = await repeatOnVariable('array_push_ref', null, { value: 1 }, 100_000);
    expect(result).toHaveLength(100_000);
  });
});
