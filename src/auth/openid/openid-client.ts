import type { ClientMetadata } from 'oidc-provider';
import type { Config } from '../../config/config.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const isLoopback = (uri: string) => LOOPBACK.has(new URL(uri).hostname);
const isWeb = (uri: string) => /^https?:/.test(uri);

/** The client of this installation: public, with PKCE. Operators own all its redirect URIs. */
export function clientOf({ openid }: Config): ClientMetadata {
  const { clientId, redirectUris, postLogoutRedirectUris } = openid;
  const uris = [...redirectUris, ...postLogoutRedirectUris];
  // Programs on people's own machines listen on whatever port is free (RFC 8252, 7.3).
  const native = uris.some((uri) => !isWeb(uri) || (isLoopback(uri) && uri.startsWith('http:')));
  const usable = (uri: string) => !native || !uri.startsWith('https:') || !isLoopback(uri);
  return {
    client_id: clientId,
    application_type: native ? 'native' : 'web',
    redirect_uris: redirectUris.filter(usable),
    post_logout_redirect_uris: postLogoutRedirectUris.filter(usable),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    id_token_signed_response_alg: 'ES256',
  };
}

/** Where a form may end up, as the directive form-action of a content security policy says it. */
export function formTargetsOf({ openid }: Config): string[] {
  const uris = [...openid.redirectUris, ...openid.postLogoutRedirectUris];
  return [...new Set(uris.map(targetOf))];
}

function targetOf(uri: string): string {
  const { protocol, hostname, origin } = new URL(uri);
  if (!isWeb(uri)) return protocol;
  return isLoopback(uri) && protocol === 'http:' ? `http://${hostname}:*` : origin;
}
