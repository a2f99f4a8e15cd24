// An issuer of OpenID Connect that lies on demand: no library would.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface StubIssuer {
  issuer: string;
  /** Who signs in next. */
  claims: JWTPayload;
  /** Changes the next ID tokens, or the key that signs them. */
  tamper: { claims?: (honest: JWTPayload) => JWTPayload; withOtherKey?: boolean };
  /** What userinfo says; null = there is none. */
  userinfo: object | null;
  /** Instead of what is honest at this path, e.g. `/token`. */
  instead: Map<string, (response: ServerResponse) => void>;
  /** Requests so far. */
  requests: { path: string; body: string; authorization: string | undefined }[];
  close(): Promise<void>;
}

export async function startStubIssuer(port = 0): Promise<StubIssuer> {
  const server = http.createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [key, otherKey] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(key.publicKey)), alg: 'ES256', use: 'sig', kid: 'known' };
  /** By code. */
  const asked = new Map<string, URLSearchParams>();

  const stub: StubIssuer = {
    issuer,
    claims: {},
    tamper: {},
    userinfo: null,
    instead: new Map(),
    requests: [],
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };

  function idToken(request: URLSearchParams): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const honest: JWTPayload = {
      iss: issuer,
      aud: request.get('client_id')!,
      nonce: request.get('nonce')!,
      iat: now,
      exp: now + 300,
      ...stub.claims,
    };
    const { claims, withOtherKey } = stub.tamper;
    return new SignJWT(claims?.(honest) ?? honest)
      .setProtectedHeader({ alg: 'ES256', kid: 'known' })
      .sign((withOtherKey ? otherKey : key).privateKey);
  }

  const pages: Record<string, (parameters: URLSearchParams) => object | Promise<object> | string> =
    {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        ...(stub.userinfo === null ? {} : { userinfo_endpoint: `${issuer}/userinfo` }),
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
      }),
      '/jwks': () => ({ keys: [jwk] }),
      '/authorize': (query) => {
        const code = `the-code-${asked.size}`;
        asked.set(code, query);
        const answer = new URLSearchParams({ code, state: query.get('state')! });
        return `${query.get('redirect_uri')}?${answer}`;
      },
      '/token': async (body) => ({
        access_token: 'secret-access-token',
        token_type: 'Bearer',
        id_token: await idToken(asked.get(body.get('code')!)!),
      }),
      '/userinfo': () => stub.userinfo!,
    };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, issuer);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { authorization } = request.headers;
    stub.requests.push({ path: pathname, body, authorization });
    const instead = stub.instead.get(pathname);
    if (instead !== undefined) return instead(response);
    const page = await pages[pathname]!(body === '' ? searchParams : new URLSearchParams(body));
    if (typeof page === 'string') response.writeHead(302, { location: page }).end();
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
  }
  server.on('request', (request, response) => void answer(request, response));
  return stub;
}
