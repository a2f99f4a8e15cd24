import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { UnavailableError } from '../common/errors.js';
import { randomSecret } from '../common/secret-token.js';

/** For Argon2id, the library's default algorithm: OWASP's parameters: 19 MiB, 2 passes, one lane; about 30 ms. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing occupies threads that file and name look-ups need too. */
const AT_ONCE = 2;
/** Two seconds of work; who comes after that is asked to come back. */
const MOST_WAITING = 100;

/** Hashes passwords and compares them, in bounded number at once. */
@Injectable()
export class Passwords implements OnModuleInit {
  private readonly limit = pLimit(AT_ONCE);
  /** Compared with where there is no account or no password, so that this takes as long. */
  private nobodys: string;

  async onModuleInit(): Promise<void> {
    this.nobodys = await hash(randomSecret(), OPTIONS);
  }

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normalized(password), OPTIONS));
  }

  /** Takes the same time whether there is a hash to compare with or not. */
  async isRight(password: string, kept: string | null | undefined): Promise<boolean> {
    const matches = await this.inTurn(() => verify(kept ?? this.nobodys, normalized(password)));
    return matches && kept !== null && kept !== undefined;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= MOST_WAITING)
      throw new UnavailableError('Too many people are signing in right now', { retryAfter: 2 });
    return this.limit(work);
  }
}

/** The same characters typed on different systems are the same password (NIST SP 800-63B). */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
