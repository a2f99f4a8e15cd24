// Keys for an installation. `npm run --silent token-keys` prints a value for the variable TOKEN_KEYS: to change
// keys put the new one first and keep the old one behind it for an hour, so that nobody is logged out.
// `npm run --silent secret-key` prints one for SECRET_KEYS: to change it put the new one first and keep the
// old one for good, or for as long as something may be encrypted with it.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export function newTokenKeys() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] });
}

export function newSecretKey() {
  return randomBytes(32).toString('base64');
}

/** What stands in this file, which is made when it is missing; only its owner may read it. */
export function keptKey(file, make) {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(process.argv[2] === 'secret' ? newSecretKey() : newTokenKeys());
