import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { Passwords } from '../src/auth/passwords.service.js';
import { AccessTokens } from '../src/auth/tokens/access-tokens.service.js';
import { readConfig } from '../src/config/config.js';
import { row } from './report.js';

const CALLS = 2000;

/** What credentials cost a request: the signature of a new token, and a token that was seen before. */
export async function benchAuth(): Promise<void> {
  const tokens = new AccessTokens(config());
  await tokens.onModuleInit();
  const sign = () =>
    tokens.sign('tz4a98xxat96iws9zmbrgj3a', 'k1c0m4xxat96iws9zmbrgj3a', new Date());
  const fresh = await Promise.all(Array.from({ length: CALLS }, sign));
  const first = await averageMs(CALLS, (call) => tokens.verify(fresh[call]!));
  const again = await averageMs(CALLS, (call) => tokens.verify(fresh[call]!));
  row('auth: an access token seen for the first time', first, 'ms');
  row('auth: an access token seen before', again, 'ms');
  row('auth: signing an access token', await averageMs(CALLS, sign), 'ms');

  const passwords = new Passwords();
  await passwords.onModuleInit();
  const hash = await passwords.hash('a long sentence nobody says');
  const guess = () => passwords.isRight('guess guess guess', hash);
  const nobody = () => passwords.isRight('guess guess guess', null);
  row('auth: a password compared', await averageMs(40, guess), 'ms');
  row('auth: a password of an unknown account', await averageMs(40, nobody), 'ms');
}

function config() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return readConfig({
    DATABASE_URL: 'postgres://localhost/unused',
    REDIS_URL: 'redis://localhost',
    SECRET_KEYS: randomBytes(32).toString('base64'),
    TOKEN_KEYS: JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] }),
  });
}

async function averageMs(calls: number, act: (call: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let call = 0; call < calls; call++) await act(call);
  return (performance.now() - began) / calls;
}
