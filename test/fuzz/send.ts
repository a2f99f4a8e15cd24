// Sends what the fuzzer made: as a client would, or byte for byte where no client would do it.
import net from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { HostileRequest, Wire } from './requests.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const ANSWERED_WITHIN_MS = 15_000;

/** Undefined = the server hung up, or the client did not wait for an answer, which only some wires allow. */
export async function send(
  url: string,
  request: HostileRequest,
  credentials: Record<string, string>,
): Promise<RawAnswer | undefined> {
  const headers = { ...credentials, ...request.headers };
  if (request.wire !== undefined) return sendRaw(url, { ...request, headers }, request.wire);
  const { method, path, body } = request;
  // The address as it is: fetch would tidy up dots and fragments before anybody saw them.
  const answer = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers,
    ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
  });
  const { body: stream } = answer;
  const text =
    stream !== null && isStream(answer.headers) ? await beginningOf(stream) : await answer.text();
  return { status: answer.status, headers: answer.headers, text };
}

/** A stream of events stays open for as long as there may be more. */
const isStream = (headers: Headers) =>
  headers.get('content-type')?.startsWith('text/event-stream') === true;

async function beginningOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const { value = '' } = await reader.read();
  await reader.cancel();
  return value;
}

async function sendRaw(
  url: string,
  request: HostileRequest,
  wire: Wire,
): Promise<RawAnswer | undefined> {
  const { host, hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  const answer = everythingFrom(socket);
  const parts = written(request, wire, host);
  for (const part of parts) {
    if (!socket.writable) break; // refused before all of it was sent
    socket.write(part, 'latin1');
    if (parts.length > 2) await turn();
  }
  if (wire.endsWith('gone') || wire.includes('a lie')) {
    await turn();
    socket.destroy();
    await answer;
    return undefined;
  }
  return parsed(await answer);
}

/** Who sends on after a refusal is cut off; what came before that counts. */
function everythingFrom(socket: net.Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answer += chunk;
      if (/^content-type: text\/event-stream/im.test(answer)) socket.destroy();
    });
    socket.on('error', () => {}); // `close` follows
    socket.on('close', () => resolve(answer));
    socket.setTimeout(ANSWERED_WITHIN_MS, () => {
      reject(new Error('no answer in time'));
      socket.destroy();
    });
  });
}

/** What goes over the connection, in the pieces in which it goes. */
function written({ method, path, headers, body = '' }: HostileRequest, wire: Wire, host: string) {
  const usual = Object.entries({ ...headers, connection: 'close' });
  const bytes = Buffer.from(body).toString('latin1');
  const length = `content-length: ${bytes.length}`;
  const lines = usual.map(([name, value]) => `${name}: ${value}`);
  const head = (more: readonly string[], address = path, version = 'HTTP/1.1') =>
    [`${method} ${address} ${version}`, ...lines, ...more, '', ''].join('\r\n');
  const hosted = (...more: string[]) => head([`host: ${host}`, ...more]);
  const pieces: Record<Wire, () => string[]> = {
    'no host': () => [head([length]), bytes],
    'two hosts': () => [hosted('host: elsewhere.example', length), bytes],
    'two authorizations': () => [hosted('authorization: Bearer x', length), bytes],
    'two content types': () => [hosted('content-type: text/plain', length), bytes],
    'two lengths': () => [hosted(length, 'content-length: 1'), bytes],
    'length and chunks': () => [hosted(length, 'transfer-encoding: chunked'), `0\r\n\r\n${bytes}`],
    'length too small': () => [hosted('content-length: 1'), bytes],
    'length too large, then gone': () => [hosted('content-length: 100000'), bytes],
    'length is a lie of 10 GB': () => [hosted('content-length: 10000000000'), bytes],
    'bad chunks': () => [hosted('transfer-encoding: chunked'), 'zz\r\n{}\r\n0\r\n\r\n'],
    'byte by byte': () => [hosted(length), ...bytes.slice(0, 300), bytes.slice(300)],
    'expects to be told to continue': () => [hosted('expect: 100-continue', length), bytes],
    'header without a name': () => [hosted(': x', length), bytes],
    'head too large': () => [hosted(`x-much: ${'x'.repeat(20_000)}`, length), bytes],
    'HTTP/1.0': () => [head([`host: ${host}`, length], path, 'HTTP/1.0'), bytes],
    'HTTP/9.9': () => [head([`host: ${host}`, length], path, 'HTTP/9.9'), bytes],
    'absolute address': () => [head([`host: ${host}`, length], `http://${host}${path}`), bytes],
  };
  return pieces[wire]();
}

/** The last answer of a connection, after any that only says to go on. */
function parsed(answer: string): RawAnswer | undefined {
  const start = answer.startsWith('HTTP/1.1 100') ? answer.indexOf('\r\n\r\n') + 4 : 0;
  const end = answer.indexOf('\r\n\r\n', start);
  if (end === -1) return undefined;
  const [first = '', ...lines] = answer.slice(start, end).split('\r\n');
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return { status: Number(first.split(' ')[1]), headers, text: answer.slice(end + 4) };
}
