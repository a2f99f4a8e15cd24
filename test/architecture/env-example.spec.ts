import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { getMetadataStorage } from 'class-validator';
import { readConfig } from '../../src/config/config.js';
import { Env } from '../../src/config/env.js';

const text = readFileSync(path.resolve(import.meta.dirname, '../../.env.example'), 'utf8');
const example = parseEnv(text) as Record<string, string>;
const variables = getMetadataStorage()
  .getTargetValidationMetadatas(Env, '', false, false)
  .map(({ propertyName }) => propertyName);

describe('.env.example', () => {
  it('has every variable, and no other', () => {
    expect(Object.keys(example).sort()).toEqual([...new Set(variables)].sort());
  });

  it('explains each variable in one line of comment before it', () => {
    expect(text).toMatch(/^(# .+\n[A-Z_]+=.*\n)+$/);
  });

  it('shows the defaults', () => {
    const { DATABASE_URL, REDIS_URL } = example;
    expect(readConfig(example)).toEqual(readConfig({ DATABASE_URL, REDIS_URL }));
  });
});
