// Signing in by OpenID Connect as a client of the ecosystem does: with a standard library.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { freshEmail, PASSWORD } from './api-client.js';
import { Browser, type Page } from './form-browser.js';

export const REDIRECT_URI = 'http://localhost:3000/callback';
export const SCOPE = 'openid profile email offline_access';

export type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

/** An authorization request, with what is needed to go on from its answer. */
export interface Request {
  readonly url: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** A client of the server at `url`, whose requests are answered by `reach(url)`. */
export class OpenIdClient {
  private constructor(
    readonly settings: client.Configuration,
    private readonly redirectUri: string,
  ) {}

  static async discover(
    url: string,
    reach: (url: string) => string = (at) => at,
    redirectUri = REDIRECT_URI,
    clientId = 'flow-like',
  ): Promise<OpenIdClient> {
    const settings = await client.discovery(new URL(url), clientId, undefined, client.None(), {
      execute: [client.allowInsecureRequests],
      [client.customFetch]: (at, options) => fetch(reach(at), options as RequestInit),
    });
    return new OpenIdClient(settings, redirectUri);
  }

  async request(parameters: Record<string, string> = {}): Promise<Request> {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(this.settings, {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    });
    return { url: url.href, verifier, state, nonce };
  }

  /** Exchanges the code in the answer that the browser was sent away with. */
  exchange({ headers }: Page, { verifier, state, nonce }: Request): Promise<Tokens> {
    return client.authorizationCodeGrant(this.settings, new URL(headers.get('location')!), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
  }

  refresh(token: string): Promise<Tokens> {
    return client.refreshTokenGrant(this.settings, token);
  }

  /** Signs in with a form, in a browser that is not signed in. */
  async signIn(email: string, browser = new Browser(), password = PASSWORD): Promise<Tokens> {
    const request = await this.request();
    const page = await browser.open(request.url);
    return this.exchange(await browser.submit(page, { email, password }), request);
  }

  /** Makes an account with a form. */
  async signUp(browser = new Browser(), email = freshEmail()): Promise<Tokens & { email: string }> {
    const request = await this.request({ prompt: 'create' });
    const page = await browser.open(request.url);
    const back = await browser.submit(page, { email, password: PASSWORD, name: 'Ada' });
    assert.ok(back.headers.get('location')?.startsWith(this.redirectUri), back.text);
    return Object.assign(await this.exchange(back, request), { email });
  }
}

/** The error that a token endpoint answered. */
export async function refusalOf(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => assert.fail('it was not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof client.ResponseBodyError, String(error));
  return error.error;
}
