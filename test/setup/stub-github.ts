// What GitHub answers in a sign-in: https://docs.github.com/apps/oauth-apps/building-oauth-apps
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubGithub {
  url: string;
  user: object;
  emails: object;
  close(): Promise<void>;
}

export const GITHUB_CLIENT = { client_id: 'Iv1.abc', client_secret: 'the-secret-of-the-app' };

export async function startStubGithub(): Promise<StubGithub> {
  const server = http.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  /** By code. */
  const asked = new Map<string, URLSearchParams>();
  const stub: StubGithub = {
    url,
    user: {},
    emails: [],
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };

  /** Errors of GitHub come with status 200. */
  function token(body: URLSearchParams): object {
    const challenge = createHash('sha256').update(body.get('code_verifier')!).digest('base64url');
    const request = asked.get(body.get('code')!);
    const isRight =
      body.get('client_id') === GITHUB_CLIENT.client_id &&
      body.get('client_secret') === GITHUB_CLIENT.client_secret &&
      body.get('redirect_uri') === request?.get('redirect_uri') &&
      challenge === request?.get('code_challenge');
    asked.delete(body.get('code')!);
    if (!isRight) return { error: 'bad_verification_code', error_description: 'incorrect' };
    return { access_token: 'gho_secret', token_type: 'bearer', scope: 'read:user,user:email' };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, url);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const send = (page: object) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
    if (pathname === '/login/oauth/authorize') {
      const code = `the-code-${searchParams.get('state')}`;
      asked.set(code, searchParams);
      const back = new URLSearchParams({ code, state: searchParams.get('state')! });
      response.writeHead(302, { location: `${searchParams.get('redirect_uri')}?${back}` }).end();
    } else if (pathname === '/login/oauth/access_token') send(token(new URLSearchParams(body)));
    else if (request.headers.authorization !== 'Bearer gho_secret') response.writeHead(401).end();
    else if (pathname === '/api/v3/user') send(stub.user);
    else if (pathname === '/api/v3/user/emails') send(stub.emails);
    else response.writeHead(404).end();
  }
  server.on('request', (request, response) => void answer(request, response));
  return stub;
}
