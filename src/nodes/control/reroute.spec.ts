import { describe, expect, it } from '@jest/globals';
import { board, messages, run } from '../testing.js';

describe('reroute', () => {
  it('passes a value on', async () => {
    const built = board()
      .node('start', 'events_generic')
      .node('bend', 'reroute')
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire('start.payload', 'bend.route_in')
      .wire('bend.route_out', 'end.response');
    expect((await run(built, { payload: { a: [1] } })).result).toEqual({ a: [1] });
  });

  it('passes control on when its pins carry control', async () => {
    const built = board()
      .node('start', 'events_simple')
      .node('bend', 'reroute')
      .node('log', 'log_info', { message: 'there' })
      .wire('start.exec_out', 'bend.route_in')
      .wire('bend.route_out', 'log.exec_in')
      .type('bend.route_in', 'Execution')
      .type('bend.route_out', 'Execution');
    expect(messages(await run(built), 'Info')).toEqual(['there']);
  });
});
