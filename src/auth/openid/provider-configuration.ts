import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { InvalidTarget } from 'oidc-provider/lib/helpers/errors.js';
import type { Config } from '../../config/config.js';
import { CLAIMS_BY_SCOPE, SCOPES } from './claims.js';
import { cookieKeysOf } from './cookie-keys.js';
import { clientOf } from './openid-client.js';
import { confirmSignOut, explainFailure, tellSignedOut } from './pages/provider-pages.js';
import { prompts } from './prompts.js';

/** The endpoints, beside those of the account; the paths are those where the ecosystem proxies its provider. */
export const ENDPOINTS = {
  authorization: '/api/v1/auth/authorize',
  token: '/api/v1/auth/token',
  revocation: '/api/v1/auth/revoke',
  userinfo: '/api/v1/auth/userinfo',
  end_session: '/api/v1/auth/end-session',
  jwks: '/.well-known/jwks.json',
} as const;

/** Every client of the operator's gets what it asks for. */
export const GRANTED_SCOPE = SCOPES.join(' ');

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const CODE_SECONDS = MINUTE;
const PAGE_SECONDS = HOUR;
const ID_TOKEN_SECONDS = HOUR;

type Hooks = Required<Pick<Configuration, 'findAccount' | 'loadExistingGrant'>> & {
  readonly adapter: Configuration['adapter'];
};

/** How oidc-provider is set up. What it can do and nobody here needs is off. */
export function configurationOf(config: Config, hooks: Hooks): Configuration {
  const { http, auth, openid } = config;
  const resource = `${http.publicUrl}/api/v1`;
  const secure = http.publicUrl.startsWith('https:');
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
  const sessionSeconds = Math.floor(auth.sessionMs / 1000);
  const idleSeconds = Math.floor(auth.sessionIdleMs / 1000);
  const { kid } = auth.tokenKeys[0]!;
  const origins = new Set(openid.redirectUris.map((uri) => new URL(uri).origin));
  return {
    ...hooks,
    clients: [clientOf(config)],
    clientBasedCORS: (_ctx, origin) => origins.has(origin),
    clientAuthMethods: ['none'],
    responseTypes: ['code'],
    scopes: [...SCOPES],
    claims: Object.fromEntries(
      Object.entries(CLAIMS_BY_SCOPE).map(([scope, claims]) => [scope, [...claims]]),
    ),
    jwks: { keys: auth.tokenKeys.map(({ privateJwk }) => privateJwk) },
    routes: ENDPOINTS,
    pkce: { required: () => true },
    interactions: { policy: prompts(), url: (_ctx, { uid, prompt }) => pageOf(uid, prompt.name) },
    extraParams: { scope: keepOfflineAccess },
    discovery: {
      userinfo_endpoint: `${http.publicUrl}${ENDPOINTS.userinfo}`,
      prompt_values_supported: ['none', 'login', 'create', 'select_account', 'consent'],
      ui_locales_supported: ['en'],
    },
    cookies: {
      // Of a name that begins so, browsers take no cookie which another host of the domain made.
      names: {
        session: secure ? '__Host-sign-in' : 'sign-in',
        interaction: 'sign-in-page',
        resume: 'sign-in-return',
      },
      keys: cookieKeysOf(auth.tokenKeys),
      long: cookie,
      short: cookie,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // It takes the access tokens of this server, see userinfo.controller.ts.
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: isOwn },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: confirmSignOut,
        postLogoutSuccessSource: tellSignedOut,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => oneOf?.[0] ?? resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new InvalidTarget();
          return {
            scope: GRANTED_SCOPE,
            audience: resource,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256', kid } },
          };
        },
      },
    },
    extraTokenClaims: claimsOfAccessToken,
    // Our sessions end tokens, not the browser's; it may be closed while a program goes on.
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    revokeGrantPolicy: () => true,
    renderError: explainFailure,
    ttl: {
      AccessToken: auth.accessTokenSeconds,
      AuthorizationCode: CODE_SECONDS,
      Grant: sessionSeconds,
      IdToken: ID_TOKEN_SECONDS,
      Interaction: PAGE_SECONDS,
      RefreshToken: idleSeconds,
      Session: (_ctx, session) => browserSeconds(session, sessionSeconds, idleSeconds),
    },
  };
}

/** The query says which page, because the path is that of the cookie. */
function pageOf(uid: string, prompt: string): string {
  return `/sign-in/${uid}${prompt === 'create' ? '?create' : ''}`;
}

/** As an access token of /auth/login says it: the session, and when the user proved who they are. */
function claimsOfAccessToken({ oidc }: KoaContextWithOIDC) {
  const source = oidc.entities.RefreshToken ?? oidc.entities.AuthorizationCode;
  return { sid: source?.grantId, auth_time: source?.authTime };
}

/** Nobody learns whether somebody else's token exists. */
function isOwn(_ctx: KoaContextWithOIDC, client: Client, token: { clientId?: string | undefined }) {
  return token.clientId === client.clientId;
}

/** oidc-provider drops it unless consent is asked for, which is given here beforehand. */
function keepOfflineAccess({ query, oidc }: KoaContextWithOIDC, scope: string | undefined): void {
  const asked = typeof query['scope'] === 'string' ? query['scope'].split(' ') : [];
  if (!asked.includes('offline_access') || scope?.split(' ').includes('offline_access')) return;
  Object.assign(oidc.params!, { scope: [scope, 'offline_access'].filter(Boolean).join(' ') });
}

function browserSeconds(
  { loginTs }: { loginTs?: number | undefined },
  most: number,
  idle: number,
): number {
  if (loginTs === undefined) return PAGE_SECONDS;
  return Math.max(1, Math.min(idle, loginTs + most - Math.floor(Date.now() / 1000)));
}
