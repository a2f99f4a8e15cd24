import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { newTokenKeys } from '../../scripts/token-keys.mjs';
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
    const TOKEN_KEYS = newTokenKeys();
    expect(readConfig({ ...shown, TOKEN_KEYS, NODE_ENV: undefined })).toEqual(
      readConfig({ DATABASE_URL, REDIS_URL, TOKEN_KEYS }),
    );
  });
});
