import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

/** Five rounds; logs index and remaining of each that goes through. */
const rounds = (defaults: Readonly<Record<string, Value>>) =>
  board()
    .node('start', 'events_simple')
    .node('each', 'control_for_each', { array: [1, 2, 3, 4, 5] })
    .node('steps', 'control_sequence')
    .node('some', 'control_do_n', defaults)
    .node('text', 'string_format', { format_string: '{index}/{left}' })
    .pin('text.index', 'Input', 'Generic')
    .pin('text.left', 'Input', 'Generic')
    .node('then', 'log_info')
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'steps.exec_in')
    .wire('steps.exec_out', 'some.exec_in')
    .wire('some.then', 'then.exec_in')
    .wire('some.index', 'text.index')
    .wire('some.remaining', 'text.left')
    .wire('text.formatted_string', 'then.message');
const passed = async (defaults: Readonly<Record<string, Value>>) =>
  messages(await run(rounds(defaults)), 'Info');

describe('control_do_n', () => {
  it('goes on n times and counts', async () => {
    expect(await passed({ n: 3 })).toEqual(['1/2', '2/1', '3/0']);
    expect(await passed({})).toEqual(['1/0']);
  });

  it('counts from the start index, a negative one from 0', async () => {
    expect(await passed({ n: 3, start_index: 2 })).toEqual(['3/0']);
    expect(await passed({ n: 1, start_index: -7 })).toEqual(['1/0']);
    expect(await passed({ n: 1, start_index: 4 })).toEqual([]);
  });

  it('takes a negative n for 0 and one that is no number for 1', async () => {
    expect(await passed({ n: -1 })).toEqual([]);
    expect(await passed({ n: 'many' })).toEqual(['1/0']);
  });

  it('begins anew after a reset, which itself leads nowhere', async () => {
    const built = rounds({ n: 2, start_index: 1 }).wire('steps.exec_out#2', 'some.reset');
    const result = await run(built);
    expect(messages(result, 'Info')).toEqual(['2/0', '2/0', '2/0', '2/0', '2/0']);
    expect(result.status).toBe('completed');
  });

  it('says at Debug level that it holds back', async () => {
    const lines = messages(await run(rounds({ n: 2 })), 'Debug');
    expect(lines.filter((line) => line === 'Went on 2 times already')).toHaveLength(3);
  });
});
