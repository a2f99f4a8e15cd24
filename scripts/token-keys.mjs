// `npm run --silent token-keys`: prints a new key for access tokens, ready for the variable TOKEN_KEYS. To
// change keys put the new one first and keep the old one behind it for an hour, so that nobody is logged out.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export function newTokenKeys() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return JSON.stringify({ keys: [privateKey.export({ format: 'jwk' })] });
}

/** The keys in this file, which is made when it is missing; only its owner may read it. */
export function keptTokenKeys(file) {
  if (!existsSync(file)) writeFileSync(file, newTokenKeys(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) console.log(newTokenKeys());
