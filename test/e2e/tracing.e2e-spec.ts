import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSurroundings, type Surroundings } from '../setup/app.js';
import { echo, insertBoard } from '../setup/boards.js';
import { type CollectedSpan, type Collector, startCollector } from '../setup/collector.js';
import { type RunningProcess, startProcess } from '../setup/processes.js';
import { until } from '../setup/until.js';

const SERVER = 2;
const PRODUCER = 4;
const CONSUMER = 5;
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const SECRET = 'planted-in-a-payload';

describe('the trace of a job', () => {
  let surroundings: Surroundings;
  let collector: Collector;
  let api: RunningProcess;
  let worker: RunningProcess;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    collector = await startCollector();
    await insertBoard(surroundings.database.url, 'app', 'b', echo());
    const env = {
      ...surroundings.env,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=a%20key',
      OTEL_TRACES_SAMPLER_ARG: '0',
    };
    api = await startProcess('api', env);
    worker = await startProcess('worker', env);
  }, 90_000);
  afterAll(async () => {
    await api?.stop();
    await worker?.stop();
    await collector.close();
    await surroundings.database.drop();
  });

  async function submit(traceparent: string, mode = 'async'): Promise<string> {
    const answer = await fetch(`${api.url}/jobs/submit?key=${SECRET}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent, 'x-request-id': 'mine' },
      body: JSON.stringify({ app_id: 'app', board_id: 'b', mode, payload: { key: SECRET } }),
    });
    const { job_id } = (await answer.json()) as { job_id: string };
    return job_id.replace('job-', '');
  }
  const spansOf = (trace: string) => collector.spans.filter(({ traceId }) => traceId === trace);
  const childrenOf = (spans: readonly CollectedSpan[], parent: string) =>
    spans.filter(({ parentSpanId }) => parentSpanId === parent);

  it('leads from the request through the queue to every node, over two processes', async () => {
    const id = await submit(`00-${TRACE}-${CALLER}-01`);
    const spans = await until(() => (spansOf(TRACE).length >= 5 ? spansOf(TRACE) : undefined), {
      within: 20_000,
    });
    expect(spans).toHaveLength(5);
    const [request, ...noOther] = childrenOf(spans, CALLER);
    expect(noOther).toEqual([]);
    expect(request).toMatchObject({
      name: 'POST /jobs/submit',
      kind: SERVER,
      resource: { 'service.name': 'flow-like', 'flow_like.role': 'api' },
    });
    expect(request!.attributes).toMatchObject({
      'http.route': '/jobs/submit',
      'flow_like.request.id': 'mine',
    });
    const [sent] = childrenOf(spans, request!.spanId);
    expect(sent).toMatchObject({ kind: PRODUCER, attributes: { 'flow_like.run.id': id } });
    const [run] = childrenOf(spans, sent!.spanId);
    expect(run).toMatchObject({
      name: 'run',
      kind: CONSUMER,
      resource: { 'flow_like.role': 'worker' },
      attributes: { 'flow_like.run.id': id, 'flow_like.run.status': 'completed' },
    });
    const nodes = childrenOf(spans, run!.spanId);
    expect(nodes.map(({ name }) => name)).toEqual([
      'events_generic',
      'events_generic_return_result',
    ]);
    for (const node of nodes)
      expect(BigInt(node.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(node.startTimeUnixNano));
    expect(collector.headers[0]).toMatchObject({ 'x-collector-key': 'a key' });
  });

  it('of a sync job ends where it began', async () => {
    const trace = TRACE.replace('0a', '0b');
    await submit(`00-${trace}-${CALLER}-01`, 'sync');
    const spans = await until(() => (spansOf(trace).length >= 4 ? spansOf(trace) : undefined), {
      within: 20_000,
    });
    const [request] = childrenOf(spans, CALLER);
    const [run] = childrenOf(spans, request!.spanId);
    expect(run!.name).toBe('run');
    expect(childrenOf(spans, run!.spanId)).toHaveLength(2);
    expect(new Set(spans.map(({ resource }) => resource['flow_like.role']))).toEqual(
      new Set(['api']),
    );
  });

  it('is not told of one that nobody wants, and holds nothing of users', async () => {
    const unwanted = TRACE.replace('0a', '0c');
    await submit(`00-${unwanted}-${CALLER}-00`, 'sync');
    const last = TRACE.replace('0a', '0d');
    await submit(`00-${last}-${CALLER}-01`, 'sync');
    await until(() => spansOf(last).length >= 4, { within: 20_000 });
    expect(spansOf(unwanted)).toEqual([]);
    expect(collector.text()).not.toContain(SECRET);
  });
});

describe('the SDK of OpenTelemetry', () => {
  let surroundings: Surroundings;
  let folder: string;

  beforeAll(async () => {
    surroundings = await createSurroundings();
  });
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'loaded-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  afterAll(() => surroundings.database.drop());

  /** Whether a process that was started and ended had loaded it: its coverage names every script. */
  async function isLoaded(env: Record<string, string>): Promise<boolean> {
    const server = await startProcess('api', {
      ...surroundings.env,
      NODE_V8_COVERAGE: folder,
      ...env,
    });
    await server.stop('SIGTERM');
    const texts = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    expect(texts.some((text) => text.includes('node_modules/fastify/'))).toBe(true);
    return texts.some((text) => text.includes('node_modules/@opentelemetry/sdk-trace'));
  }

  it('is loaded when spans go somewhere', async () => {
    expect(await isLoaded({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' })).toBe(true);
  }, 90_000);

  it('is not loaded otherwise', async () => {
    expect(await isLoaded({})).toBe(false);
  }, 90_000);
});
