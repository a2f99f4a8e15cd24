import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type FileStore, NodeError } from '../../src/engine/index.js';
import { AppFiles } from '../../src/files/app-files.service.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import { FileCalls } from '../setup/files.js';
import { type Person, Teams } from '../setup/teams.js';

const PUBLIC_URL = 'https://flow.example.com';
const MOST = 600_000;

let teams: Teams;
let owner: Person;
let app: TestApp;
let store: FileStore;

beforeAll(async () => {
  teams = await Teams.start({ PUBLIC_URL, FILE_BYTES: String(MOST), APP_BYTES: '1200000' });
  owner = await teams.person();
});
afterAll(() => teams.stop());
beforeEach(async () => {
  app = await insertApp(teams.database, owner.id);
  store = teams.api.app.get(AppFiles, { strict: false }).storeOf(app.id);
});

const { signal } = new AbortController();
const bytes = (text: string) => new TextEncoder().encode(text);
const text = async (path: string) => new TextDecoder().decode(await store.read(path, signal));
const paths = async (prefix: string) => (await store.list(prefix, signal)).map(({ path }) => path);

describe('the files of an app, as its boards see them', () => {
  it('are those that people see', async () => {
    const files = new FileCalls(teams, PUBLIC_URL);
    await store.write('out/a.txt', bytes('from a board'), signal);
    expect(await files.text(owner, app, 'out/a.txt')).toBe('from a board');
    await files.save(owner, app, `apps/${app.id}/in/b.txt`, 'from a person');
    expect(await text('in/b.txt')).toBe('from a person');
    const large = new Uint8Array(MOST).map((_, at) => at % 251);
    await store.write('large', large, signal);
    expect(Buffer.from(await store.read('large', signal)).equals(Buffer.from(large))).toBe(true);
  });

  it('are listed by the beginning of their path, in the order of paths', async () => {
    const before = Date.now();
    for (const path of ['b', 'a/2', 'a/1', 'a.txt', 'Z', 'ä'])
      await store.write(path, bytes(path), signal);
    expect(await paths('')).toEqual(['Z', 'a.txt', 'a/1', 'a/2', 'b', 'ä']);
    expect(await paths('a')).toEqual(['a.txt', 'a/1', 'a/2']);
    expect(await paths('a/')).toEqual(['a/1', 'a/2']);
    expect(await paths('_')).toEqual([]);
    expect(await paths('\0')).toEqual([]);
    const [file] = await store.list('ä', signal);
    expect(file).toEqual({ path: 'ä', size: 2, modified: expect.any(Number) });
    expect(file!.modified).toBeGreaterThanOrEqual(before);
  });

  it('are removed one by one; one that is not there is no error', async () => {
    await store.write('a', bytes('1'), signal);
    await store.write('a/b', bytes('2'), signal);
    await store.delete('a', signal);
    await store.delete('nothing', signal);
    expect(await paths('')).toEqual(['a/b']);
  });

  it.each(['', '/a', '../a', 'a//b', 'a\\b', 'a\0', 'apps/other/a'])(
    'are not at %j',
    async (path) => {
      for (const use of [
        store.read(path, signal),
        store.write(path, bytes('x'), signal),
        store.delete(path, signal),
      ])
        await expect(use).rejects.toThrow(NodeError);
    },
  );

  it('that are missing or too large are the node’s failure', async () => {
    await expect(store.read('none', signal)).rejects.toThrow(
      new NodeError('There is no file none'),
    );
    const large = new Uint8Array(MOST + 1);
    await expect(store.write('large', large, signal)).rejects.toThrow(
      new NodeError(`The file is larger than the ${MOST} bytes it may take`),
    );
    for (const path of ['1', '2']) await store.write(path, new Uint8Array(MOST), signal);
    await expect(store.write('3', bytes('x'), signal)).rejects.toThrow(/^An app may take/);
    await expect(store.write('3', bytes('x'), signal)).rejects.toThrow(NodeError);
  });

  it('stop when the run does, and leave nothing half done', async () => {
    await store.write('a', bytes('old'), signal);
    const stopped = AbortSignal.abort(new Error('stop'));
    for (const use of [
      store.read('a', stopped),
      store.write('a', bytes('new'), stopped),
      store.delete('a', stopped),
      store.list('', stopped),
    ])
      await expect(use).rejects.toThrow('stop');
    expect(await text('a')).toBe('old');
  });

  it('are whole whenever they are read, though others replace them', async () => {
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(MOST / 2));
    await store.write('race', bytes(texts[0]!), signal);
    const [reads] = await Promise.all([
      Promise.all(Array.from({ length: 8 }, () => text('race'))),
      Promise.all(texts.map((one) => store.write('race', bytes(one), signal).catch(() => null))),
    ]);
    for (const one of reads) expect(texts.includes(one)).toBe(true);
  });
});
