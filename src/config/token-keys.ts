import { createECDH, createHash, createPrivateKey, type JsonWebKey } from 'node:crypto';

/** A P-256 key pair that signs tokens (ES256). */
export interface TokenKey {
  /** Names the key in the head of each token, so that keys can change without logging anybody out. */
  readonly kid: string;
  readonly privateJwk: JsonWebKey;
  readonly publicJwk: JsonWebKey;
}

type GivenKey = JsonWebKey & { kid?: unknown };

const PEM_BLOCK = /-----BEGIN ((?:EC )?PRIVATE KEY)-----[^-]+-----END \1-----/g;

/**
 * Reads a JSON Web Key Set of private keys or, as Helm and openssl make them, PEM blocks one after the other; the
 * signing one first. Throws when it is anything else.
 */
export function readTokenKeys(text: string): TokenKey[] {
  const keys = text.trimStart().startsWith('-----BEGIN ')
    ? readPem(text)
    : (JSON.parse(text) as { keys: GivenKey[] }).keys;
  const read = keys.map(readKey);
  if (read.length === 0) throw new Error('no key');
  if (new Set(read.map(({ kid }) => kid)).size !== read.length) throw new Error('one kid twice');
  return read;
}

export function areTokenKeys(text: unknown): boolean {
  try {
    return readTokenKeys(text as string).length > 0;
  } catch {
    return false;
  }
}

function readPem(text: string): GivenKey[] {
  if (text.replace(PEM_BLOCK, '').trim() !== '') throw new Error('not only private keys');
  return (text.match(PEM_BLOCK) ?? []).map((pem) =>
    createPrivateKey(pem).export({ format: 'jwk' }),
  );
}

function readKey(jwk: GivenKey): TokenKey {
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || typeof d !== 'string')
    throw new Error('no private P-256 key');
  // Public halves of another key would publish what refuses every token.
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(d, 'base64url');
  const point = pair.getPublicKey();
  if (x !== coordinate(point, 0) || y !== coordinate(point, 1))
    throw new Error('halves of two keys');
  const kid =
    typeof jwk.kid === 'string' && jwk.kid !== '' ? jwk.kid : thumbprint({ crv, kty, x, y });
  const use = { kid, use: 'sig', alg: 'ES256' };
  return { kid, privateJwk: { kty, crv, x, y, d, ...use }, publicJwk: { kty, crv, x, y, ...use } };
}

/** Of an uncompressed point: one byte of format, then 32 bytes each. */
function coordinate(point: Buffer, position: 0 | 1): string {
  return point.subarray(1 + 32 * position, 33 + 32 * position).toString('base64url');
}

/** RFC 7638: the members in the order of their names. */
function thumbprint(jwk: object): string {
  return createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
}
