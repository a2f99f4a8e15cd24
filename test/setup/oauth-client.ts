import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import type { Answer, ApiClient, Tokens } from './api-client.js';
import { Browser } from './browser.js';

/** Where users reach the server under test. Nobody can: browsers of these tests are told where it really is. */
export const PUBLIC_URL = 'https://api.example.com';
/** What the server under test is at the providers. */
export const CLIENT = { client_id: 'flow-like', client_secret: 'the-secret-of-the-client' };
export const callbackOf = (provider: string) => `${PUBLIC_URL}/api/v1/oauth/${provider}/callback`;

/** One browser, and what its user's app does. */
export class OAuthClient {
  readonly browser: Browser;

  constructor(private readonly api: ApiClient) {
    this.browser = new Browser({ [PUBLIC_URL]: api.url });
  }

  begin(provider: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.open(`${PUBLIC_URL}/api/v1/oauth/${provider}?${new URLSearchParams(query)}`);
  }

  async open(address: string): Promise<Answer> {
    const answer = await this.browser.open(address);
    const text = await answer.text();
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: answer.status, headers: answer.headers, body };
  }

  /** The address with which the provider sends the browser back; not opened yet. */
  async callback(provider: string, query: Readonly<Record<string, string>> = {}): Promise<string> {
    const { status, headers, body } = await this.begin(provider, query);
    assert.equal(status, 302, JSON.stringify(body));
    return this.browser.followTo(callbackOf(provider), headers.get('location')!);
  }

  /** From begin to end, in this browser. */
  async signIn(provider: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.open(await this.callback(provider, query));
  }

  async signedIn(provider: string): Promise<Tokens> {
    const { status, body } = await this.signIn(provider);
    assert.equal(status, 200, JSON.stringify(body));
    return body as Tokens;
  }

  exchange(code: string, verifier?: string): Promise<Answer> {
    const body = { code, ...(verifier === undefined ? {} : { code_verifier: verifier }) };
    return this.api.post('/api/v1/auth/exchange', body);
  }
}

/** A code_verifier and its code_challenge. */
export function newProofKey(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}
