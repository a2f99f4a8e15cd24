import assert from 'node:assert/strict';

export interface Tokens {
  access_token: string;
  refresh_token: string;
  token_type: string;
  expires_in: number;
  user: { id: string; email: string; permission: number };
}

/** Whatever JSON a server answered: tests say what they expect of it. */
export type AnyJson = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Headers;
  body: AnyJson;
}

let made = 0;
/** An address that nobody else in this test run has. */
export const freshEmail = () => `person-${++made}@example.com`;
export const PASSWORD = 'a long sentence nobody says';

/** Calls the API as a user's program would. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same, with these credentials. */
  as(token: string): ApiClient {
    return new ApiClient(this.url, { ...this.headers, authorization: `Bearer ${token}` });
  }

  with(headers: Record<string, string>): ApiClient {
    return new ApiClient(this.url, { ...this.headers, ...headers });
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.headers,
      },
      redirect: 'manual',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }

  get = (path: string) => this.call('GET', path);
  post = (path: string, body?: unknown) => this.call('POST', path, body);
  put = (path: string, body?: unknown) => this.call('PUT', path, body);
  patch = (path: string, body?: unknown) => this.call('PATCH', path, body);
  delete = (path: string, body?: unknown) => this.call('DELETE', path, body);

  /** A new account, signed in. */
  async register(email = freshEmail(), password = PASSWORD): Promise<Tokens> {
    const { status, body } = await this.post('/api/v1/auth/register', { email, password });
    assert.equal(status, 201, JSON.stringify(body));
    return body as Tokens;
  }

  async login(email: string, password = PASSWORD): Promise<Tokens> {
    const { status, body } = await this.post('/api/v1/auth/login', { email, password });
    assert.equal(status, 200, JSON.stringify(body));
    return body as Tokens;
  }
}
