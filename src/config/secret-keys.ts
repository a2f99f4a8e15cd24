import { createHash } from 'node:crypto';
import { splitList } from './addresses.js';

/** A key for values that must not stand readable in the database: 256 bits for AES-GCM. */
export interface SecretKey {
  /** Stands beside what was encrypted, so that keys can change. */
  readonly id: string;
  readonly bytes: Buffer;
}

const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/_-]{43}=?$/;

/** Reads keys in base64, separated by commas. Throws when one is not 32 bytes long. */
export function readSecretKeys(text: string): SecretKey[] {
  return splitList(text).map((part) => {
    if (!BASE64_OF_32_BYTES.test(part)) throw new Error('not 32 bytes in base64');
    const bytes = Buffer.from(part, 'base64');
    return { id: createHash('sha256').update(bytes).digest('base64url').slice(0, 8), bytes };
  });
}

export function areSecretKeys(text: unknown): boolean {
  try {
    return readSecretKeys(text as string).length > 0;
  } catch {
    return false;
  }
}
