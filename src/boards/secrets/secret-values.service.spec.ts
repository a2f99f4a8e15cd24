import { describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Config } from '../../config/config.js';
import { readSecretKeys } from '../../config/secret-keys.js';
import { SecretValues } from './secret-values.service.js';

const newKey = () => randomBytes(32).toString('base64');
const withKeys = (...keys: string[]) =>
  new SecretValues({ secretKeys: readSecretKeys(keys.join(',')) } as unknown as Config);
const bytes = [...Buffer.from('"hush"')];
const board = {
  id: 'b',
  variables: {
    token: { secret: true, default_value: bytes },
    city: { secret: false, default_value: [1] },
    empty: { secret: true, default_value: null },
  },
};
const [older, newer] = [newKey(), newKey()];
const secrets = withKeys(older);

describe('the value of a secret variable', () => {
  it('is stored unreadable, another time differently, and is the same for a run', () => {
    const sealed = secrets.seal(board, 'app');
    expect(JSON.stringify(sealed)).not.toContain('104,117,115,104');
    expect(sealed.variables.token.default_value).toMatch(/^sealed:/);
    expect(sealed.variables.city).toBe(board.variables.city);
    expect(secrets.seal(board, 'app')).not.toEqual(sealed);
    expect(secrets.open(sealed, 'app')).toEqual(board);
  });

  it('stays as it was sealed when the board is stored again', () => {
    const sealed = secrets.seal(board, 'app');
    expect(secrets.seal(sealed, 'app')).toBe(sealed);
  });

  it('is nothing to everybody else', () => {
    for (const form of [board, secrets.seal(board, 'app')])
      expect(secrets.hide(form).variables).toMatchObject({
        token: { default_value: null },
        city: { default_value: [1] },
      });
  });

  it('is gone when the variable is no secret any more', () => {
    const { token, ...rest } = secrets.seal(board, 'app').variables;
    const open = { ...board, variables: { ...rest, token: { ...token, secret: false } } };
    expect(secrets.seal(open, 'app').variables.token.default_value).toBeNull();
    expect(secrets.hide(open).variables.token.default_value).toBeNull();
  });

  it('can be read after a change of keys as long as the old key is kept', () => {
    const sealed = secrets.seal(board, 'app');
    expect(withKeys(newer, older).open(sealed, 'app')).toEqual(board);
    expect(() => withKeys(newer).open(sealed, 'app')).toThrow('is not among SECRET_KEYS');
  });

  it('can not be taken to another app, nor changed', () => {
    const sealed = secrets.seal(board, 'app');
    expect(() => secrets.open(sealed, 'other')).toThrow(/authenticate/);
    const text = sealed.variables.token.default_value as unknown as string;
    const at = text.indexOf('.', text.indexOf('.') + 1) + 2;
    const forged = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    const variables = { ...sealed.variables, token: { secret: true, default_value: forged } };
    expect(() => secrets.open({ ...sealed, variables }, 'app')).toThrow(/authenticate/);
  });
});
