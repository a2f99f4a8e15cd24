import { describe, expect, it } from '@jest/globals';
import { isOutage } from './outage.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('an outage', () => {
  it.each(['08006', '53100', '57P01', '58030', '40001', '40P01', '55P03', '25006', 'ECONNREFUSED'])(
    'is what passes: %s',
    (code) => expect(isOutage(withCode(code))).toBe(true),
  );

  it.each(['23505', '22P02', '42601', '57014', '25001'])(
    'is not what we did ourselves: %s',
    (code) => expect(isOutage(withCode(code))).toBe(false),
  );
});
