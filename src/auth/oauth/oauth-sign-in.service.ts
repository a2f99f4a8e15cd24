import { Injectable } from '@nestjs/common';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { AppError, InvalidError, NotFoundError } from '../../common/errors.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { Config } from '../../config/config.js';
import { UsersService } from '../../users/users.service.js';
import { AuthService, type SignedIn } from '../auth.service.js';
import { hashOf, isSecret, randomSecret } from '../../common/secret-token.js';
import { type App, refusedAddress, successAddress } from './app-address.js';
import { OneTimeCodes, refusedCode } from './one-time-codes.service.js';
import { OneTimeStore } from './one-time-store.service.js';
import { ProviderAccounts } from './provider-accounts.service.js';
import type { SignInChecks } from './provider.js';
import { Providers } from './providers.service.js';

/** How long somebody may take at the provider. */
export const PENDING_SECONDS = 600;

/** A sign-in between its two requests. */
interface Pending extends SignInChecks {
  readonly provider: string;
  /** SHA-256 of the secret in the browser's cookie, in base64url. */
  readonly browser: string;
  /** Who is told of the end; null = the browser itself, with tokens. */
  readonly app: App | null;
}

/** How a sign-in ends: with tokens, or at an address of the app that began it. */
export type SignInEnd = { readonly tokens: SignedIn } | { readonly address: string };

/** Signs people in who prove at another server who they are. */
@Injectable()
export class OAuthSignIn {
  constructor(
    private readonly providers: Providers,
    private readonly accounts: ProviderAccounts,
    private readonly users: UsersService,
    private readonly auth: AuthService,
    private readonly store: OneTimeStore,
    private readonly codes: OneTimeCodes,
    private readonly config: Config,
  ) {}

  /**
   * Answers where to send the browser, and the secret to leave in it. Throws NotFoundError, InvalidError for
   * an app that is not allowed, and UnavailableError while the provider is away.
   */
  async begin(
    providerId: string,
    app: App | null,
  ): Promise<{ address: string; state: string; browserSecret: string }> {
    const provider = this.providers.getProvider(providerId);
    if (app !== null && !this.config.oauth.redirectUris.includes(app.redirectUri))
      throw new InvalidError('The redirect_uri is not one this server may send people to', [
        { path: 'redirect_uri', message: 'must be exactly one of those in OAUTH_REDIRECT_URIS' },
      ]);
    const checks = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
    };
    const address = await provider.authorizationUrl(checks);
    const browserSecret = randomSecret();
    const browser = hashOf(browserSecret).toString('base64url');
    const pending: Pending = { ...checks, provider: providerId, browser, app };
    await this.store.put('pending', checks.state, pending, PENDING_SECONDS);
    return { address: address.href, state: checks.state, browserSecret };
  }

  /**
   * What the provider sent the browser back with. Refusals of a sign-in that an app began are told to the
   * app; others are thrown.
   */
  async finish(
    providerId: string,
    response: URLSearchParams,
    browserSecret: string | undefined,
    origin: RequestOrigin,
  ): Promise<SignInEnd> {
    const provider = this.providers.getProvider(providerId);
    const pending = await this.takePending(providerId, response, browserSecret);
    const { app } = pending;
    try {
      const identity = await provider.identify(response, pending);
      const user = await this.accounts.userOf(identity, provider, origin);
      if (app === null) return { tokens: await this.auth.begin(user, providerId, origin) };
      const code = await this.codes.issue(user.id, providerId, app.codeChallenge);
      return { address: successAddress(app, code) };
    } catch (error) {
      if (app === null || !(error instanceof AppError)) throw error;
      return { address: refusedAddress(app, error) };
    }
  }

  /** Throws UnauthenticatedError, in one wording, and ForbiddenError for somebody who was banned meanwhile. */
  async exchange(
    code: string,
    codeVerifier: string | null,
    origin: RequestOrigin,
  ): Promise<SignedIn> {
    const { userId, provider } = await this.codes.redeem(code, codeVerifier);
    const user = await this.users.getUser(userId).catch((error: Error) => {
      throw error instanceof NotFoundError ? refusedCode() : error;
    });
    return this.auth.begin(user, provider, origin);
  }

  /** Whatever is wrong with it, a state is used up by the first who comes with it. Throws InvalidError. */
  private async takePending(
    providerId: string,
    response: URLSearchParams,
    browserSecret: string | undefined,
  ): Promise<Pending> {
    const [state, ...more] = response.getAll('state');
    if (state === undefined || more.length > 0) throw unknownState();
    const pending = await this.store.take<Pending>('pending', state);
    if (pending?.provider !== providerId || browserSecret === undefined) throw unknownState();
    if (!isSecret(browserSecret, Buffer.from(pending.browser, 'base64url'))) throw unknownState();
    return pending;
  }
}

function unknownState(): InvalidError {
  return new InvalidError(
    'This sign-in is not known: it took longer than ten minutes, has ended already, or began in another browser; start again',
    [{ path: 'state', message: 'must belong to a sign-in that began in this browser' }],
  );
}
