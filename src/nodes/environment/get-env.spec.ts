import { describe, expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

const read = (key: string, output: string, host = new RecordingHost()) =>
  run(
    board()
      .node('start', 'events_simple')
      .node('n', 'get_env', { key })
      .node('end', 'events_generic_return_result')
      .wire('start.exec_out', 'end.exec_in')
      .wire(`n.${output}`, 'end.response'),
    { host },
  );

describe('get_env', () => {
  it('gives what the host shows', async () => {
    const host = new RecordingHost().showEnvironment({ A: 'x' });
    expect((await read('A', 'variable', host)).result).toBe('x');
    expect((await read('__proto__', 'found', host)).result).toBe(false);
  });

  it('finds nothing where there is none to see', async () => {
    expect((await read('PATH', 'variable')).result).toBe('');
    expect((await read('PATH', 'found')).result).toBe(false);
  });
});
