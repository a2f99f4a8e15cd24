import { describe, expect, it } from '@jest/globals';
import { Float, type Program, type RunResult, type Value } from '../engine/index.js';
import { SecretMask } from './secret-mask.js';

const programWith = (secret: Value, open: Value = 'in the open') =>
  ({
    variables: [{ secret: true }, { secret: false }],
    initialVariables: [secret, open],
  }) as unknown as Program;
const hidden = (secret: Value, value: Value) =>
  SecretMask.of(programWith(secret))!.hideInValue(value);

describe('the mask of secrets', () => {
  it('is none where there is nothing to hide', () => {
    for (const nothing of [null, '', true, {}])
      expect(SecretMask.of(programWith(nothing))).toBeNull();
  });

  it('hides a secret wherever it stands, and leaves the rest', () => {
    const value = { 'key of sesame': ['open sesame!', 'in the open', 1, null, true] };
    expect(hidden('sesame', value)).toEqual({
      'key of ••••••': ['open ••••••!', 'in the open', 1, null, true],
    });
  });

  it('hides it as JSON writes it, and takes its characters for what they are', () => {
    const secret = 'a"b\\c.*';
    expect(hidden(secret, `sent ${JSON.stringify({ secret })}`)).toBe('sent {"secret":"••••••"}');
    expect(hidden('a.*z', 'a whole sentence to z')).toBe('a whole sentence to z');
  });

  it('hides the parts of a secret structure, numbers too', () => {
    const secret = { user: 'root', pins: [123_456, new Float(9000)] };
    expect(hidden(secret, ['root', 123_456, new Float(9000), 12, 'pin 123456'])).toEqual([
      '••••••',
      '••••••',
      '••••••',
      12,
      'pin ••••••',
    ]);
  });

  it('hides the longer one of two that begin alike', () => {
    expect(hidden(['sesame', 'sesame-street'], 'sesame-street')).toBe('••••••');
  });

  it('covers all that a run leaves behind', () => {
    const result = {
      status: 'failed',
      error: 'no sesame',
      result: ['sesame'],
      logs: [{ message: 'say sesame', level: 'Info', nodeId: 'n', time: 1 }],
    } as unknown as RunResult;
    const left = SecretMask.of(programWith('sesame'))!.hideInResult(result);
    expect(JSON.stringify(left)).not.toContain('sesame');
    expect(left.logs[0]).toMatchObject({ level: 'Info', nodeId: 'n', time: 1 });
  });
});
