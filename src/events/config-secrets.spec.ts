import { describe, expect, it } from '@jest/globals';
import { isSecretName, mapSecrets } from './config-secrets.js';

const bytes = (text: string) => [...Buffer.from(text)];
const text = (config: number[]) => Buffer.from(config).toString();

describe('isSecretName', () => {
  it.each([
    'secret_smtp_password',
    'bot_token',
    'botToken',
    'Token',
    'API-Key',
    'apiKey',
    'APIKEY',
    'private_key',
    'clientSecret',
    'credentials',
    'pat',
    'Authorization',
  ])('takes %s for a secret', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    '',
    'mail',
    'max_tokens',
    'token_limit',
    'path',
    'keyboard',
    'key',
    'sort_key',
    'compat',
  ])('takes %j for none', (name) => expect(isSecretName(name)).toBe(false));
});

describe('mapSecrets', () => {
  it('changes secret fields wherever they are, and nothing else', () => {
    const config = bytes(
      '{"mail":"a","token":"t","n":1.0,"big":9007199254740993,"list":[{"password":"p"}],"secret":{"a":1},"pat":7,"api_key":null}',
    );
    const changed = mapSecrets(config, (value) => (value === null ? 'none' : null));
    expect(text(changed)).toBe(
      '{"mail":"a","token":null,"n":1.0,"big":9007199254740993,"list":[{"password":null}],"secret":null,"pat":7,"api_key":"none"}',
    );
  });

  it('keeps the very bytes of a config without secrets', () => {
    for (const config of [bytes('{ "a" : 1.0 }'), []])
      expect(mapSecrets(config, () => 'x')).toBe(config);
  });

  it('shows what the field at the same place held before', () => {
    const before = bytes('{"a":{"token":"old"},"list":[{"token":"first"}],"b":{"token":"other"}}');
    const sent = bytes('{"a":{"token":""},"list":[{"token":null},{"token":null}],"token":""}');
    const kept = mapSecrets(sent, (value, beside) => beside ?? value, before);
    expect(text(kept)).toBe(
      '{"a":{"token":"old"},"list":[{"token":"first"},{"token":null}],"token":""}',
    );
  });

  it('is not led by the names of an object’s nature', () => {
    const config = bytes('{"__proto__":{"token":"t"},"constructor":{"token":"t"}}');
    expect(text(mapSecrets(config, () => null))).toBe(
      '{"__proto__":{"token":null},"constructor":{"token":null}}',
    );
  });
});
