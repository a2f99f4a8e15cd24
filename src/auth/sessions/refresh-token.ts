import { hashOf, randomSecret } from '../../common/secret-token.js';

/**
 * `rt_<family>.<secret>`: the family finds the session and proves that the token was once issued in it, the
 * secret tells the present token from those that were used before.
 */
const REFRESH_TOKEN = /^rt_([\w-]{43})\.([\w-]{43})$/;

export interface RefreshToken {
  readonly text: string;
  readonly familyHash: Buffer;
  readonly tokenHash: Buffer;
}

export function newRefreshToken(family = randomSecret()): RefreshToken {
  return refreshToken(family, randomSecret());
}

/** The token that follows `token` in its family. */
export function nextRefreshToken(token: RefreshToken): RefreshToken {
  return newRefreshToken(REFRESH_TOKEN.exec(token.text)![1]);
}

/** Undefined when the text has not the form of a refresh token. */
export function readRefreshToken(text: string): RefreshToken | undefined {
  const [, family, secret] = REFRESH_TOKEN.exec(text) ?? [];
  return family === undefined ? undefined : refreshToken(family, secret!);
}

function refreshToken(family: string, secret: string): RefreshToken {
  return { text: `rt_${family}.${secret}`, familyHash: hashOf(family), tokenHash: hashOf(secret) };
}
