import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalServer } from '../../src/outward/local-server.testing.js';
import { board, echo, waits } from '../setup/boards.js';

const ECHO = `name: Echo
nodes:
  start:
    node: { type: events_generic, outputs: { key: generic } }
  answer:
    node: events_generic_return_result
    response: <- start.key
flow:
  - start -> answer
`;

/** `npm run board` as a user runs it. */
describe('npm run board', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'flow-like-'));
    const files = {
      'echo.json': echo().json(),
      'long.json': waits(60_000).json(),
      'two.json': echo().node('other', 'events_simple').json(),
      'none.json': board().json(),
      'unknown.json': board()
        .node('start', 'events_simple')
        .node('x', 'no_such_node')
        .wire('start.exec_out', 'x.exec_in')
        .json(),
      'damaged.json': { id: 'b', nodes: { n: { name: 5 } } },
    };
    for (const [name, json] of Object.entries(files))
      await writeFile(path.join(folder, name), JSON.stringify(json));
    const texts = {
      'broken.json': '{',
      'echo.yaml': ECHO,
      'echo-short.json': '{"nodes": {"start": "events_simple"}}',
      'faulty.yaml': 'nodes:\n  start: events_simpel\nflow:\n  - start -> end\n',
    };
    for (const [name, text] of Object.entries(texts))
      await writeFile(path.join(folder, name), text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function run(file: string, ...args: string[]) {
    const child = spawn(process.execPath, ['scripts/board.mjs', path.join(folder, file), ...args]);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, out, err })),
    );
    return { child, ended };
  }

  it('prints log, events, result and timing, and exits with 0', async () => {
    const { code, out, err } = await run('echo.json', '--payload', '{"key":[1,2.0]}').ended;
    expect(err).toBe('');
    expect(out).toContain('event generic_result [1,2.0]');
    expect(out).toContain('Starting Node Execution: events_generic [start]');
    expect(out).toMatch(/status {5}completed\nresult {5}\[1,2\.0\]\nlog level {2}Debug/);
    expect(out).toMatch(/compiled in [\d.]+ ms, ran 2 nodes in [\d.]+ ms\n$/);
    expect(code).toBe(0);
  });

  it('runs a short form, in YAML or JSON', async () => {
    const { code, out, err } = await run('echo.yaml', '--payload', '{"key":[1,2.0]}').ended;
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/status {5}completed\nresult {5}\[1,2\.0\]\nlog level {2}Debug/);
    expect((await run('echo-short.json').ended).code).toBe(0);
  });

  it('converts a board to its short form and back', async () => {
    const { out: json } = await run('echo.yaml', '--to', 'json').ended;
    await writeFile(path.join(folder, 'converted.json'), json);
    const { code, out } = await run('converted.json', '--to', 'short').ended;
    expect([code, out]).toEqual([0, ECHO]);
  });

  it('exits with 1 when the run fails, and says why', async () => {
    const { code, out } = await run('unknown.json').ended;
    expect(out).toContain(`This server has no node type 'no_such_node'`);
    expect(code).toBe(1);
  });

  it('reaches this machine only when told that it may', async () => {
    const server = await LocalServer.start((_, response) => response.end('here'));
    try {
      const request = { url: server.url, method: 'GET', headers: null, body: null };
      const fetching = board()
        .node('start', 'events_simple')
        .node('fetch', 'http_fetch', { request })
        .wire('start.exec_out', 'fetch.exec_in');
      await writeFile(path.join(folder, 'fetch.json'), JSON.stringify(fetching.json()));
      expect((await run('fetch.json').ended).out).toContain('127.0.0.1 must not be reached');
      expect(server.connections).toBe(0);
      expect((await run('fetch.json', '--allow', '127.0.0.1').ended).code).toBe(0);
      expect(server.received).toHaveLength(1);
    } finally {
      await server.stop();
    }
  });

  it('starts where it is told to', async () => {
    expect((await run('two.json', '--node', 'other').ended).code).toBe(0);
  });

  it.each([
    [
      'two.json',
      [],
      /several start nodes[\s\S]*start {2}Generic Event[\s\S]*other {2}Simple Event/,
    ],
    ['none.json', [], /no start node/],
    ['echo.json', ['--node', 'nobody'], /no node nobody/],
    ['echo.json', ['--payload', '{'], /--payload is not JSON/],
    ['echo.json', ['--colour'], /Unknown option '--colour'[\s\S]*Usage:/],
    ['echo.json', ['more.json'], /Usage:/],
    ['missing.json', [], /Can't read .*missing\.json/],
    ['broken.json', [], /is not JSON/],
    ['faulty.yaml', [], /faulty\.yaml:2:10: There is no node type `events_simpel`.*\n.*:4:5: /],
    ['echo.json', ['--allow', 'http://here'], /--allow takes host names, addresses or networks/],
    ['echo.yaml', ['--to', 'xml'], /--to is short or json, not xml/],
    ['damaged.json', [], /is no board: nodes\.n\.name must be a string/],
  ])('exits with 2 and one clear message: %s %j', async (file, args, message) => {
    const { code, out, err } = await run(file, ...args).ended;
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/ at .*\.js:/);
  });

  it('ends at Ctrl-C', async () => {
    const { child, ended } = run('long.json');
    child.stdout.on('data', (text: string) => {
      if (text.includes('Execution started')) child.kill('SIGINT');
    });
    const { code, out } = await ended;
    expect(code).toBe(1);
    expect(out).toContain('cancelled');
  });
});
