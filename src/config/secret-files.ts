import { readFileSync } from 'node:fs';

/** Variables that can also be given as a file, under the same name with `_FILE` at its end. */
export const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'TOKEN_KEYS',
  'SECRET_KEYS',
  'OAUTH_PROVIDERS',
] as const;

export interface SecretFiles {
  /** What the files hold, without white space around it, by the name of the variable. */
  readonly values: Readonly<Record<string, string>>;
  /** What is wrong, without any value. */
  readonly faults: readonly string[];
}

/**
 * Reads the files that `DATABASE_URL_FILE` and the like name, as Kubernetes and Docker mount secrets, so that they
 * stand in no environment. A variable must not be given both ways.
 */
export function readSecretFiles(source: Readonly<Record<string, string | undefined>>): SecretFiles {
  const values: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of SECRETS) {
    const path = source[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (source[name]) {
      faults.push(`${name}_FILE must be left out when ${name} is set`);
      continue;
    }
    try {
      values[name] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      faults.push(
        `${name}_FILE must name a file that can be read (${(error as { code?: string }).code})`,
      );
    }
  }
  return { values, faults };
}
