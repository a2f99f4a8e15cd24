import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretPost,
  clockTolerance,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
} from 'openid-client';
import type { OpenIdProviderSettings } from '../../config/oauth-providers.js';
import { Discovery } from './discovery.js';
import { failureOf } from './provider-failure.js';
import { providerFetch, TIMEOUT_SECONDS } from './provider-fetch.js';
import type { Provider, ProvenIdentity, SignInChecks } from './provider.js';
import { provenIdentity } from './proven-identity.js';

/** The clocks of two servers may differ by this. */
const CLOCK_TOLERANCE_SECONDS = 30;

type Profile = Readonly<Record<string, unknown>>;

/** An issuer of OpenID Connect, found by its discovery document (authorization code flow with PKCE). */
export class OpenIdProvider implements Provider {
  readonly id: string;
  readonly name: string;
  private readonly discovery: Discovery;

  constructor(
    private readonly settings: OpenIdProviderSettings,
    private readonly callbackUrl: string,
  ) {
    this.id = settings.id;
    this.name = settings.name;
    this.discovery = new Discovery(settings, () => discover(settings));
  }

  async authorizationUrl({ state, nonce, codeVerifier }: SignInChecks): Promise<URL> {
    return buildAuthorizationUrl(await this.discovery.get(), {
      redirect_uri: this.callbackUrl,
      scope: this.settings.scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  async identify(response: URLSearchParams, checks: SignInChecks): Promise<ProvenIdentity> {
    const issuer = await this.discovery.get();
    try {
      return await this.exchange(issuer, response, checks);
    } catch (error) {
      throw failureOf(error, this);
    }
  }

  /** The library compares iss (RFC 9207), state and nonce, and verifies signature and times of the ID token. */
  private async exchange(
    issuer: Configuration,
    response: URLSearchParams,
    { state, nonce, codeVerifier }: SignInChecks,
  ): Promise<ProvenIdentity> {
    const tokens = await authorizationCodeGrant(
      issuer,
      new URL(`${this.callbackUrl}?${response}`),
      {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims()!;
    const profile = await this.profileOf(issuer, claims, tokens.access_token);
    return provenIdentity({
      issuer: claims.iss,
      subject: claims.sub,
      verifiedEmail: isVerified(profile) ? profile['email'] : null,
      name: profile['name'],
      picture: profile['picture'],
    });
  }

  /** Where the ID token does not tell all of an e-mail address, userinfo is asked about the same subject. */
  private async profileOf(
    issuer: Configuration,
    claims: IDToken,
    accessToken: string,
  ): Promise<Profile> {
    const isComplete = claims['email'] !== undefined && claims['email_verified'] !== undefined;
    if (isComplete || issuer.serverMetadata().userinfo_endpoint === undefined) return claims;
    const { email: _email, email_verified: _verified, ...rest } = claims;
    return { ...rest, ...(await fetchUserInfo(issuer, accessToken, claims.sub)) };
  }
}

/** Some issuers write their booleans as texts. */
function isVerified({ email_verified }: Profile): boolean {
  return email_verified === true || email_verified === 'true';
}

function discover(settings: OpenIdProviderSettings): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const isPlain = new URL(issuer).protocol === 'http:';
  return discovery(
    new URL(issuer),
    clientId,
    { client_secret: clientSecret, [clockTolerance]: CLOCK_TOLERANCE_SECONDS },
    authenticationOf(settings),
    {
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      timeout: TIMEOUT_SECONDS,
      [customFetch]: providerFetch,
    },
  );
}

/** Basic is what every server takes (RFC 6749, 2.3.1), unless its metadata or its operator says otherwise. */
function authenticationOf({ clientSecret, authentication }: OpenIdProviderSettings): ClientAuth {
  const methods = {
    client_secret_basic: clientSecretBasic(clientSecret),
    client_secret_post: ClientSecretPost(clientSecret),
  };
  return (server, ...call) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const method = supported.includes('client_secret_basic')
      ? 'client_secret_basic'
      : 'client_secret_post';
    methods[authentication ?? method](server, ...call);
  };
}

/**
 * Escapes no more than it must. The library's own also escapes `-` and `.`, which most client ids hold and
 * which servers that forget to decode then do not know.
 */
function clientSecretBasic(clientSecret: string): ClientAuth {
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%20', '+');
  return (_server, client, _body, headers) => {
    const pair = `${encode(client.client_id)}:${encode(clientSecret)}`;
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  };
}
