import { describe, expect, it } from '@jest/globals';
import type { Value } from '../engine/index.js';
import { board, run } from './testing.js';

// What all nodes that change a variable in place have in common.

/** Does it again and again, with another id each time, which goes to an input. */
const filling = (type: string, held: Value, inputs: Record<string, Value>, input: string) => {
  const built = board({ log_level: 'Fatal' })
    .variable('v', held)
    .node('start', 'events_simple')
    .node('loop', 'control_while_loop', { condition: true, max_iter: 1_000_000_000 })
    .node('id', 'cuid')
    .node('node', type, { var_ref: 'v', ...inputs })
    .wire('start.exec_out', 'loop.exec_in')
    .wire('loop.exec_out', 'id.exec_in')
    .wire('id.exec_out', 'node.exec_in');
  return input === '' ? built : built.wire('id.cuid', `node.${input}`);
};

describe('a variable that is changed in place counts as memory', () => {
  it.each<[string, Value, Record<string, Value>, string]>([
    ['array_push_ref', [], {}, 'value'],
    ['array_push_ref', null, { value: 1 }, ''],
    ['array_extend_ref', [], { values: ['x'.repeat(1000)] }, ''],
    ['map_set_ref', {}, { value: 1 }, 'key'],
    ['set_insert_ref', [], {}, 'value'],
  ])('%s on %j', async (type, held, inputs, input) => {
    const built = filling(type, held, inputs, input);
    const { error } = await run(built, { limits: { heldBytes: 200_000 } });
    expect(error).toBe('The run holds more than 200000 bytes of values');
  });
});
