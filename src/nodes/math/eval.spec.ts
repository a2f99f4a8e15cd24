import { describe, expect, it } from '@jest/globals';
import { Float, printValue } from '../../engine/index.js';
import { messages, runNode } from '../testing.js';

describe('eval', () => {
  it('gives a float, whole or not', async () => {
    const whole = await runNode('eval', { expression: '1+2+5+19215' }, 'result');
    expect(whole.result).toEqual(new Float(19223));
    expect(printValue((await runNode('eval', { expression: '1/4' }, 'result')).result)).toBe(
      '0.25',
    );
  });

  it('gives null for what is no number', async () => {
    expect((await runNode('eval', { expression: '1/0' }, 'result')).result).toBeNull();
  });

  it('logs a mistake, gives 0.0 and does not fail', async () => {
    const result = await runNode('eval', { expression: '1 +' }, 'result');
    expect(result).toMatchObject({ status: 'completed', result: new Float(0) });
    expect(messages(result, 'Error')).toEqual([
      'Error evaluating expression: the formula ends too early',
    ]);
  });
});
