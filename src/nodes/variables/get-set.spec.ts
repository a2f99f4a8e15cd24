import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

const storing = () =>
  board()
    .node('start', 'events_simple')
    .node('set', 'variable_set', { var_ref: 'v', value_in: 'new' })
    .node('get', 'variable_get', { var_ref: 'v' })
    .node('end', 'events_generic_return_result')
    .wire('get.value_ref', 'end.response');

describe('variables', () => {
  it('start with their default and keep what was set for the rest of the run', async () => {
    const read = storing().variable('v', 'old').wire('start.exec_out', 'end.exec_in');
    expect((await run(read)).result).toBe('old');
    const write = storing()
      .variable('v', 'old')
      .wire('start.exec_out', 'set.exec_in')
      .wire('set.exec_out', 'end.exec_in');
    expect((await run(write)).result).toBe('new');
    expect((await run(read)).result).toBe('old');
  });

  it('echo what was set', async () => {
    const echo = board()
      .variable('v', null)
      .node('start', 'events_simple')
      .node('set', 'variable_set', { var_ref: 'v', value_in: 7 })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'set.exec_in')
      .wire('set.exec_out', 'end.exec_in')
      .wire('set.value_ref', 'end.response');
    expect((await run(echo)).result).toBe(7);
  });

  it('fail when the board has none of that id', async () => {
    const { error } = await run(storing().wire('start.exec_out', 'end.exec_in'));
    expect(error).toBe('Node "Get Variable" (variable_get, get) failed: Variable not found');
  });

  it('show their value in the Debug log unless they are secret', async () => {
    for (const secret of [false, true]) {
      const read = storing()
        .variable('v', 'hush', { secret })
        .wire('start.exec_out', 'end.exec_in');
      const log = messages(await run(read), 'Debug').join('\n');
      expect(log.includes('hush')).toBe(!secret);
    }
  });

  it('that cannot be written do no harm to the Debug log', async () => {
    let deep: Value = 1;
    for (let level = 0; level < 200; level++) deep = [deep];
    const read = storing()
      .variable('v', 1, { exposed: true })
      .wire('start.exec_out', 'end.exec_in');
    const result = await run(read, { variables: { event: new Map([['v', deep]]) } });
    expect(messages(result, 'Debug')).toContain(
      'Variable v: (The value is nested deeper than 128 levels)',
    );
  });
});
