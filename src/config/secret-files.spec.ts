import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';
import { readConfig } from './config.js';

const folder = mkdtempSync(path.join(tmpdir(), 'secret-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const plain = { REDIS_URL: 'redis://cache', TOKEN_KEYS: newTokenKeys() };
const SECRET_KEYS_FILE = fileWith('keys', `${newSecretKey()}\n`);

describe('secrets in files', () => {
  it('are read like variables, without the line end that editors leave', () => {
    const DATABASE_URL_FILE = fileWith('url', 'postgres://u:hush@db/x\n');
    const config = readConfig({ ...plain, DATABASE_URL_FILE, SECRET_KEYS_FILE });
    expect(config.database.url).toBe('postgres://u:hush@db/x');
    expect(config.secretKeys).toHaveLength(1);
  });

  it('are checked like variables, and not shown', () => {
    const DATABASE_URL_FILE = fileWith('bad', 'mysql://u:hush@db/x');
    const read = () => readConfig({ ...plain, DATABASE_URL_FILE, SECRET_KEYS_FILE });
    expect(read).toThrow('DATABASE_URL must be a URL starting with postgres://');
    expect(read).not.toThrow(/hush/);
  });

  it('are refused beside the variable and when they are not there, all at once', () => {
    const env = { ...plain, DATABASE_URL: 'postgres://db/x', DATABASE_URL_FILE: '/nowhere' };
    const read = () => readConfig({ ...env, SECRET_KEYS_FILE: path.join(folder, 'none') });
    expect(read).toThrow('DATABASE_URL_FILE must be left out when DATABASE_URL is set');
    expect(read).toThrow('SECRET_KEYS_FILE must name a file that can be read (ENOENT)');
  });

  it('no other variable is read from a file', () => {
    const env = { ...plain, DATABASE_URL: 'postgres://db/x', SECRET_KEYS_FILE };
    expect(readConfig({ ...env, LOG_LEVEL_FILE: '/nowhere' }).logLevel).toBe('info');
  });
});

describe('token keys in PEM', () => {
  const key = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
  const pem = (type: 'sec1' | 'pkcs8', curve = 'P-256') =>
    key(curve).export({ type, format: 'pem' }) as string;
  const read = (TOKEN_KEYS: string) =>
    readConfig({ ...plain, TOKEN_KEYS, DATABASE_URL: 'postgres://db/x', SECRET_KEYS_FILE }).auth
      .tokenKeys;

  it('are read as Helm (sec1) and openssl (pkcs8) write them, in their order', () => {
    const [first, second] = [key('P-256'), key('P-256')];
    const text = `${first.export({ type: 'sec1', format: 'pem' })}${second.export({ type: 'pkcs8', format: 'pem' })}`;
    expect(read(text).map(({ privateJwk }) => privateJwk.d)).toEqual(
      [first, second].map((each) => each.export({ format: 'jwk' }).d),
    );
  });

  it('keep the name that the same key has as a JSON Web Key', () => {
    const one = key('P-256');
    const jwks = JSON.stringify({ keys: [one.export({ format: 'jwk' })] });
    const text = one.export({ type: 'sec1', format: 'pem' }) as string;
    expect(read(text)[0]!.kid).toBe(read(jwks)[0]!.kid);
  });

  it.each([
    ['of another curve', pem('sec1', 'P-384')],
    ['cut off', pem('sec1').slice(0, 120)],
    ['with something beside them', `${pem('pkcs8')}x`],
    [
      'that are public',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
        type: 'spki',
        format: 'pem',
      }) as string,
    ],
  ])('are refused %s', (_, text) => {
    expect(() => read(text)).toThrow('TOKEN_KEYS must be a JSON Web Key Set');
  });
});
