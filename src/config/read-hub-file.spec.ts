import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { newSecretKey, newTokenKeys } from '../../scripts/keys.mjs';
import { readConfig } from './config.js';

const env = {
  DATABASE_URL: 'postgres://db/flow_like',
  REDIS_URL: 'redis://cache',
  TOKEN_KEYS: newTokenKeys(),
  SECRET_KEYS: newSecretKey(),
};
function read(text: string, more: Record<string, string> = {}) {
  const HUB_CONFIG = path.join(mkdtempSync(path.join(tmpdir(), 'hub-')), 'hub.yaml');
  writeFileSync(HUB_CONFIG, text);
  return readConfig({ ...env, HUB_CONFIG, ...more }).hub;
}

describe('HUB_CONFIG', () => {
  it('may leave out whatever it likes', () => {
    expect(read('')).toMatchObject({ name: 'Flow-Like', signaling: [], profiles: [] });
    expect(read('contact: {name: Ada}').contact).toEqual({ name: 'Ada', email: null, url: null });
  });

  it('is told everything that is wrong with it at once, and with the environment, without a value', () => {
    const bad = () =>
      read(
        `
name: 7
nmae: Ada
contact: { email: hidden-1 }
features: { ai_act: hidden-2, jetpack: true }
signaling: ['https://hidden-3']
web: https://ada:hidden-4@example.com
profiles: [{ id: one, connection_mode: hidden-5 }]
oauth_providers:
  google: { name: Google, client_id: id, auth_url: hidden-6, client_secret: hidden-7 }
`,
        { PORT: 'eighty' },
      );
    expect(bad).toThrow(`Bad environment:
  PORT must be a whole number from 0 to 65535
  HUB_CONFIG nmae is no field of this file
  HUB_CONFIG name must be a string
  HUB_CONFIG web must be an address such as https://host/path
  HUB_CONFIG contact.email must be an e-mail address
  HUB_CONFIG features.jetpack is no field of this file
  HUB_CONFIG features.ai_act must be a boolean value
  HUB_CONFIG signaling must be addresses such as wss://host
  HUB_CONFIG profiles.0.name should not be empty
  HUB_CONFIG profiles.0.connection_mode must be one of the following values: default, straight, step, smoothstep, simplebezier
  HUB_CONFIG oauth_providers.google.client_secret is no field of this file
  HUB_CONFIG oauth_providers.google.auth_url must be an address such as https://host/path
  HUB_CONFIG oauth_providers.google.token_url must be an address such as https://host/path`);
    expect(bad).not.toThrow(/hidden/);
  });

  it.each([
    ['name: [', /HUB_CONFIG must be YAML: \w+ in line 1/],
    ['a: 1\na: 2', /HUB_CONFIG must be YAML: DUPLICATE_KEY in line 2/],
    ['- a', 'HUB_CONFIG must hold fields and their values'],
    ['a: *nobody', /HUB_CONFIG must be YAML/],
    ['oauth_providers: []', 'HUB_CONFIG oauth_providers must be an object'],
    [
      'profiles: [{ id: one, name: A }, { id: one, name: B }]',
      'HUB_CONFIG profiles must have ids of their own',
    ],
    ['contact: null', 'HUB_CONFIG contact must be an object'],
    ['oauth_providers: {a b: {}}', 'HUB_CONFIG oauth_providers must have ids'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('must be there, unless the role needs none', () => {
    const missing = { ...env, HUB_CONFIG: '/nowhere/hub.yaml' };
    expect(() => readConfig(missing)).toThrow(
      'HUB_CONFIG must name a file that can be read (ENOENT)',
    );
    expect(readConfig(missing, 'worker').hub.name).toBe('Flow-Like');
  });
});
