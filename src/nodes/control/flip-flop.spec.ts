import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

const turns = (array: Value, startOnA: Value) =>
  board()
    .node('start', 'events_simple')
    .node('each', 'control_for_each', { array })
    .node('flip', 'control_flip_flop', { start_on_a: startOnA })
    .node('text', 'string_format', { format_string: '{tick} {next}' })
    .pin('text.tick', 'Input', 'Generic')
    .pin('text.next', 'Input', 'Generic')
    .node('a', 'log_info')
    .node('b', 'log_warning')
    .wire('start.exec_out', 'each.exec_in')
    .wire('each.exec_out', 'flip.exec_in')
    .wire('flip.tick', 'text.tick')
    .wire('flip.is_a', 'text.next')
    .wire('flip.a', 'a.exec_in')
    .wire('text.formatted_string', 'a.message')
    .wire('flip.b', 'b.exec_in')
    .wire('text.formatted_string', 'b.message');

describe('control_flip_flop', () => {
  it('alternates, beginning with A', async () => {
    const result = await run(turns([1, 2, 3], true));
    expect(messages(result, 'Info')).toEqual(['1 false', '3 false']);
    expect(messages(result, 'Warn')).toEqual(['2 true']);
  });

  it('begins with B when told to', async () => {
    const result = await run(turns([1, 2, 3], false));
    expect(messages(result, 'Warn')).toEqual(['1 true', '3 true']);
    expect(messages(result, 'Info')).toEqual(['2 false']);
  });

  it('fails on a start that is no boolean', async () => {
    const { error } = await run(turns([1], 0));
    expect(error).toContain("Pin 'start_on_a' holds");
  });
});
