import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';
import { readConfig } from '../../src/config/config.js';
import { Env } from '../../src/config/env.js';

const lines = [
  ...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$/gm),
];

describe('.env.example', () => {
  it('names exactly the variables the server reads', () => {
    const declared = getMetadataStorage()
      .getTargetValidationMetadatas(Env, '', false, false)
      .map(({ propertyName }) => propertyName);
    expect(lines.map(([, name]) => name).toSorted()).toEqual([...new Set(declared)].toSorted());
  });

  it('shows the defaults', () => {
    const shown = Object.fromEntries(lines.map(([, name, value]) => [name!, value]));
    const { DATABASE_URL, REDIS_URL } = shown;
    const keys = { TOKEN_KEYS: newTokenKeys(), SECRET_KEYS: newSecretKey() };
    expect(readConfig({ ...shown, ...keys, NODE_ENV: undefined })).toEqual(
      readConfig({ DATABASE_URL, REDIS_URL, ...keys }),
    );
  });
});
