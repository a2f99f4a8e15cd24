import { describe, expect, it } from '@jest/globals';
import { type HttpRequest, NodeError, type RunResult, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, messages, run } from '../testing.js';

type Answer = Parameters<RecordingHost['answerHttp']>[0];

const GET = { url: 'https://a.example/', method: 'GET', headers: null, body: null };
const text = (bytes: Value) => Buffer.from(bytes as number[]).toString();

/** A board that fetches and says which way it went on, with what. */
function fetching(type: string, request: Value) {
  return board()
    .node('start', 'events_simple')
    .node('fetch', type, { request })
    .node('good', 'log_info', { message: 'success' })
    .node('bad', 'log_info', { message: 'error' })
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'fetch.exec_in')
    .wire('fetch.exec_success', 'good.exec_in')
    .wire('fetch.exec_error', 'bad.exec_in')
    .wire('good.exec_out', 'end.exec_in')
    .wire('bad.exec_out', 'end.exec_in')
    .wire('fetch.response', 'end.response');
}

async function fetch(type: string, request: Value, answer: Answer, options = {}) {
  const host = new RecordingHost().answerHttp(answer);
  const result = await run(fetching(type, request), { host, ...options });
  return { result, way: messages(result, 'Info'), sent: host.requests };
}

async function sent(request: Value, options = {}): Promise<HttpRequest> {
  const { sent: requests } = await fetch('http_fetch', request, () => ({ status: 200 }), options);
  return requests[0]!;
}

describe.each(['http_fetch', 'streaming_http_fetch'])('%s', (type) => {
  it.each([
    [200, 'success'],
    [204, 'success'],
    [302, 'error'],
    [404, 'error'],
    [500, 'error'],
  ])('of an answer with status %i goes on by %s', async (status, way) => {
    const headers = [
      ['content-type', 'a/b'],
      ['set-cookie', 'one'],
      ['set-cookie', 'two'],
      ['__proto__', 'p'],
    ] as const;
    const answer = () => ({ status, headers, chunks: ['a', 'bc'] });
    const fetched = await fetch(type, GET, answer);
    expect(fetched.way).toEqual([way]);
    const { headers: got, ...rest } = fetched.result.result as Record<string, Value>;
    expect(rest).toEqual({ status_code: status, body: [...Buffer.from('abc')] });
    expect(Object.entries(got as object)).toEqual([
      ['content-type', 'a/b'],
      ['set-cookie', 'two'],
      ['__proto__', 'p'],
    ]);
  });

  it('fails without an answer, and goes on by neither way', async () => {
    const refuse = () => {
      throw new NodeError('a.example refuses connections');
    };
    const { result, way } = await fetch(type, GET, refuse);
    expect(result.error).toContain('a.example refuses connections');
    expect(way).toEqual([]);
  });

  it('fails where there is no HTTP', async () => {
    const { error } = await run(fetching(type, GET));
    expect(error).toContain('There are no HTTP requests where this board runs');
  });

  it('fails on a body that breaks off', async () => {
    const host = new RecordingHost();
    host.http = { send: async () => ({ status: 200, headers: [], body: broken() }) };
    const result = await run(fetching(type, GET), { host });
    expect(result.error).toContain('broke off');
    expect(messages(result, 'Info')).toEqual([]);
  });
});

async function* broken(): AsyncIterable<Uint8Array> {
  yield Uint8Array.of(1);
  throw new NodeError('The answer of a.example broke off');
}

describe('what http_fetch sends', () => {
  it.each<[Value, HttpRequest['body'], string | undefined]>([
    [null, null, undefined],
    ['{"a": 1}', '{"a": 1}', 'text/plain; charset=utf-8'],
    ['', '', 'text/plain; charset=utf-8'],
    [[104, 105], Uint8Array.of(104, 105), undefined],
    [{ a: [1, 2] }, '{"a":[1,2]}', 'application/json'],
    [true, 'true', 'application/json'],
    [[1, 256], '[1,256]', 'application/json'],
  ])('of the body %j is %j, of type %p', async (body, expected, type) => {
    const request = await sent({ ...GET, method: 'PUT', body });
    expect(request).toMatchObject({ method: 'PUT', url: GET.url, body: expected });
    expect(request.headers).toEqual(type === undefined ? [] : [['Content-Type', type]]);
  });

  it('are the headers as given; the type of the body is not said twice', async () => {
    const headers = { accept: 'a', Accept: 'b', 'content-TYPE': 'x/y' };
    const request = await sent({ ...GET, headers, body: {} });
    expect(request.headers).toEqual(Object.entries(headers));
  });

  it('names each request after run, node and count, and sends the trace on', async () => {
    const options = { runId: 'r1', traceparent: '00-a-b-01' };
    const host = new RecordingHost().answerHttp(() => ({ status: 200 }));
    const built = board()
      .node('start', 'events_simple')
      .node('each', 'control_par_for_each', { array: [1, 2] })
      .node('fe tch', 'http_fetch', { request: GET })
      .wire('start.exec_out', 'each.exec_in')
      .wire('each.exec_out', 'fe tch.exec_in');
    await run(built, { host, ...options });
    const named = (count: number) => [
      ['Idempotency-Key', `r1:fe~20tch:${count}`],
      ['traceparent', '00-a-b-01'],
    ];
    expect(host.requests.map(({ headers }) => headers)).toEqual([named(1), named(2)]);
  });

  it('leaves names and traces of the board alone', async () => {
    const headers = { 'idempotency-key': 'mine', Traceparent: 'mine' };
    const request = await sent({ ...GET, headers }, { runId: 'r1', traceparent: 'x' });
    expect(request.headers).toEqual(Object.entries(headers));
  });
});

describe('streaming_http_fetch', () => {
  const streaming = (bodyType: string, defaults = {}) =>
    fetching('streaming_http_fetch', GET)
      .node('piece', bodyType, defaults)
      .wire('fetch.streaming_exec', 'piece.exec_in');

  const runStreaming = (
    built: ReturnType<typeof streaming>,
    chunks: string[],
  ): Promise<RunResult> =>
    run(built, { host: new RecordingHost().answerHttp(() => ({ status: 200, chunks })) });

  it('runs its branch once for every piece, before it goes on', async () => {
    const built = streaming('log_info').wire('fetch.streaming_response', 'piece.message');
    const result = await runStreaming(built, ['ab', 'c']);
    expect(messages(result, 'Info')).toEqual(['[97,98]', '[99]', 'success']);
    expect(text((result.result as Record<string, Value>)['body']!)).toBe('abc');
  });

  it('goes on when its branch fails, and logs it', async () => {
    const result = await runStreaming(streaming('open_local_db', { name: 7 }), ['a', 'b']);
    expect(messages(result, 'Info')).toEqual(['success']);
    expect(messages(result, 'Error')).toContain('Error: ExecutionFailed("piece")');
  });

  it('of an empty answer runs no branch', async () => {
    const result = await runStreaming(streaming('log_info', { message: 'piece' }), []);
    expect(messages(result, 'Info')).toEqual(['success']);
  });
});
