import { expect, it } from '@jest/globals';
import { board, messages, run } from '../testing.js';

it('goes on whatever the caller sends', async () => {
  const greeting = board()
    .node('start', 'events_simple')
    .node('hello', 'log_info', { message: 'Hello' })
    .wire('start.exec_out', 'hello.exec_in');
  for (const payload of [undefined, null, 5, { a: 1 }]) {
    const result = await run(greeting, payload === undefined ? {} : { payload });
    expect(messages(result, 'Info')).toEqual(['Hello']);
  }
});
