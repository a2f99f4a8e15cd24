import { hkdfSync } from 'node:crypto';
import type { TokenKey } from '../../config/token-keys.js';

/**
 * Keys that sign the provider's cookies, one made from each token key: the first signs, all are accepted, so
 * that changing keys signs nobody out.
 */
export function cookieKeysOf(tokenKeys: readonly TokenKey[]): Buffer[] {
  return tokenKeys.map(({ privateJwk }) => {
    const secret = Buffer.from(privateJwk.d!, 'base64url');
    return Buffer.from(hkdfSync('sha256', secret, '', 'flow-like openid cookies', 32));
  });
}
