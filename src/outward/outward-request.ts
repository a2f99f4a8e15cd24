import { type HttpRequest, NodeError } from '../engine/index.js';

/** A request in the form it goes out. */
export interface OutwardRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | null;
}

/** Those of the connection are the client's own; with Host, a request could mean another server than it says. */
const OWN_HEADERS =
  /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length)$/i;
/** What proves who is asking. */
const CREDENTIALS = /^(authorization|cookie|cookie2|proxy-authorization)$/i;
const OF_BODY = /^content-(type|encoding|language|location)$/i;
const METHOD = /^[A-Z]{1,20}$/;
const DEFAULTS = [
  ['accept', '*/*'],
  ['accept-encoding', 'gzip, deflate, br'],
  ['user-agent', 'flow-like-api'],
] as const;

/** Throws NodeError for what can't be sent. */
export function outwardRequest(request: HttpRequest): OutwardRequest {
  const url = readUrl(request.url);
  const method = request.method.toUpperCase();
  if (!METHOD.test(method) || method === 'CONNECT' || method === 'TRACE')
    throw new NodeError(`The method ${JSON.stringify(request.method)} can't be sent`);
  const headers = request.headers.filter(([name]) => !OWN_HEADERS.test(name));
  const has = (wanted: string) => headers.some(([name]) => name.toLowerCase() === wanted);
  const missing = DEFAULTS.filter(([name]) => !has(name));
  const signed = has('authorization') ? [] : basicAuth(url);
  return {
    ...request,
    url: withoutUser(url),
    method,
    headers: [...headers, ...missing, ...signed],
  };
}

/**
 * Where a response sends its request on to; undefined when it is an answer. Methods change as the Fetch
 * standard says: 303 makes a GET of all but HEAD, 301 and 302 of POST. To another origin go no credentials.
 */
export function redirected(
  request: OutwardRequest,
  status: number,
  location: string | undefined,
): OutwardRequest | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const url = withoutUser(readUrl(location, request.url));
  const { method, headers } = request;
  const isOther = url.origin !== request.url.origin;
  const allowed = headers.filter(([name]) => !(isOther && CREDENTIALS.test(name)));
  const becomesGet = status === 303 ? method !== 'HEAD' : status <= 302 && method === 'POST';
  if (!becomesGet) return { ...request, url, headers: allowed };
  const bare = allowed.filter(([name]) => !OF_BODY.test(name));
  return { url, method: 'GET', headers: bare, body: null };
}

function readUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new NodeError(`${shown(text)} is no address`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new NodeError(`${shown(text)} can't be reached: only http and https can`);
  return url;
}

/** Part of an address, for messages; what stands before an @ may be a password. */
function shown(text: string): string {
  return JSON.stringify(text.replace(/\/\/[^/?#]*@/, '//…@').slice(0, 100));
}

function basicAuth({ username, password }: URL): [string, string][] {
  if (username === '' && password === '') return [];
  const text = `${decoded(username)}:${decoded(password)}`;
  return [['authorization', `Basic ${Buffer.from(text).toString('base64')}`]];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}
