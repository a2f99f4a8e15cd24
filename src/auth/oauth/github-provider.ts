import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretPost,
  Configuration,
  customFetch,
  fetchProtectedResource,
} from 'openid-client';
import type { GithubProviderSettings } from '../../config/oauth-providers.js';
import { failureOf } from './provider-failure.js';
import { providerFetch, TIMEOUT_SECONDS } from './provider-fetch.js';
import type { Provider, ProvenIdentity, SignInChecks } from './provider.js';
import { provenIdentity } from './proven-identity.js';

interface GithubUser {
  readonly id?: unknown;
  readonly login?: unknown;
  readonly name?: unknown;
  readonly avatar_url?: unknown;
}
interface GithubEmail {
  readonly email?: unknown;
  readonly primary?: unknown;
  readonly verified?: unknown;
}

/** GitHub speaks OAuth 2 without ID tokens: who signed in is asked of its API. */
export class GithubProvider implements Provider {
  readonly id: string;
  readonly name: string;
  private readonly server: Configuration;

  constructor(
    private readonly settings: GithubProviderSettings,
    private readonly callbackUrl: string,
  ) {
    this.id = settings.id;
    this.name = settings.name;
    this.server = serverOf(settings);
  }

  async authorizationUrl({ state, codeVerifier }: SignInChecks): Promise<URL> {
    return buildAuthorizationUrl(this.server, {
      redirect_uri: this.callbackUrl,
      scope: 'read:user user:email',
      state,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  async identify(
    response: URLSearchParams,
    { state, codeVerifier }: SignInChecks,
  ): Promise<ProvenIdentity> {
    try {
      const { access_token: token } = await authorizationCodeGrant(
        this.server,
        new URL(`${this.callbackUrl}?${response}`),
        { expectedState: state, pkceCodeVerifier: codeVerifier },
      );
      const user = (await this.read('/user', token)) as GithubUser;
      const emails = [(await this.read('/user/emails', token)) as GithubEmail[]].flat();
      const primary = emails.find((email) => email.primary === true && email.verified === true);
      return provenIdentity({
        issuer: this.server.serverMetadata().issuer,
        // Logins can be given up and taken by somebody else; numbers can't.
        subject: Number.isSafeInteger(user.id) ? String(user.id) : undefined,
        verifiedEmail: primary?.email,
        name: user.name ?? user.login,
        picture: user.avatar_url,
      });
    } catch (error) {
      throw failureOf(error, this);
    }
  }

  private async read(path: string, token: string): Promise<unknown> {
    const url = new URL(this.settings.apiUrl + path);
    const headers = new Headers({ accept: 'application/vnd.github+json' });
    const response = await fetchProtectedResource(this.server, token, url, 'GET', null, headers);
    if (response.status !== 200)
      throw new ClientError(`${path} answered with status ${response.status}`);
    return response.json().catch((cause: Error) => {
      throw new ClientError(`${path} answered what is no JSON`, { cause });
    });
  }
}

function serverOf({ baseUrl, clientId, clientSecret }: GithubProviderSettings): Configuration {
  // As in GitHub's own metadata, /.well-known/oauth-authorization-server/login/oauth.
  const issuer = `${baseUrl}/login/oauth`;
  const server = new Configuration(
    {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/access_token`,
    },
    clientId,
    clientSecret,
    ClientSecretPost(clientSecret),
  );
  server.timeout = TIMEOUT_SECONDS;
  server[customFetch] = providerFetch;
  if (new URL(baseUrl).protocol === 'http:') allowInsecureRequests(server);
  return server;
}
