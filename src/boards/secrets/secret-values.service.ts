import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidError } from '../../common/errors.js';
import { Config } from '../../config/config.js';
import type { SecretKey } from '../../config/secret-keys.js';

/** `sealed:<key id>.<nonce>.<encrypted>.<tag>`, each in base64url. */
const SEALED = /^sealed:([\w-]{8})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;
const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;

interface Variable {
  readonly secret?: boolean;
  readonly default_value?: unknown;
}
interface WithVariables {
  readonly variables?: Readonly<Record<string, Variable>> | null;
}

/**
 * The values of secret variables: encrypted wherever a board is stored (AES-256-GCM), readable only to a run,
 * and left out of everything else. What was encrypted for one app can't be decrypted for another.
 */
@Injectable()
export class SecretValues {
  private readonly keys: ReadonlyMap<string, SecretKey>;
  private readonly current: SecretKey | undefined;

  constructor({ secretKeys }: Config) {
    this.keys = new Map(secretKeys.map((key) => [key.id, key]));
    this.current = secretKeys[0];
  }

  /** For storing: encrypts what is not yet encrypted. A variable that is no secret keeps no such value. */
  seal<T extends WithVariables>(board: T, appId: string): T {
    return withValues(board, ({ secret, default_value: value }) => {
      if (secret !== true) return isSealed(value) ? null : value;
      return Array.isArray(value) ? this.encrypt(JSON.stringify(value), appId) : value;
    });
  }

  /** For a run. */
  open<T extends WithVariables>(board: T, appId: string): T {
    return withValues(board, ({ default_value: value }) =>
      isSealed(value) ? (JSON.parse(this.decrypt(value, appId)) as unknown) : value,
    );
  }

  /** For everybody else. */
  hide<T extends WithVariables>(board: T): T {
    return withValues(board, ({ secret, default_value: value }) =>
      secret === true || isSealed(value) ? null : value,
    );
  }

  /** For storing a text that is no variable. */
  encrypt(text: string, appId: string): string {
    const key = this.current;
    if (key === undefined) throw new Error('There is no key to encrypt secrets with');
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key.bytes, nonce).setAAD(Buffer.from(appId));
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const parts = [nonce, encrypted, cipher.getAuthTag()].map((part) => part.toString('base64url'));
    return `sealed:${key.id}.${parts.join('.')}`;
  }

  /** The text that `encrypt` was given. Throws InvalidError when its key is gone. */
  decrypt(sealed: string, appId: string): string {
    const [, keyId, ...parts] = SEALED.exec(sealed) ?? [];
    const key = this.keys.get(keyId ?? '');
    if (key === undefined)
      throw new InvalidError(`The key ${keyId} of a secret is not among SECRET_KEYS any more`);
    const [nonce, encrypted, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
    const decipher = createDecipheriv(ALGORITHM, key.bytes, nonce!)
      .setAAD(Buffer.from(appId))
      .setAuthTag(tag!);
    return Buffer.concat([decipher.update(encrypted!), decipher.final()]).toString();
  }
}

function isSealed(value: unknown): value is string {
  return typeof value === 'string' && SEALED.test(value);
}

/** The very same board when no value changes. */
function withValues<T extends WithVariables>(board: T, next: (variable: Variable) => unknown): T {
  const changed = Object.entries(board.variables ?? {}).flatMap(([id, variable]) => {
    const value = next(variable);
    return value === variable.default_value
      ? []
      : [[id, { ...variable, default_value: value }] as const];
  });
  if (changed.length === 0) return board;
  return { ...board, variables: { ...board.variables, ...Object.fromEntries(changed) } };
}
