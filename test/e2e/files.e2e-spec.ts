import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignedTexts } from '../../src/common/signed-text.js';
import { Config } from '../../src/config/config.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import { countQueries } from '../setup/count-queries.js';
import { FileCalls } from '../setup/files.js';
import { of, type Person, Teams } from '../setup/teams.js';
import { until } from '../setup/until.js';

const PUBLIC_URL = 'https://flow.example.com';
const CHUNK = 262_144;

let teams: Teams;
let files: FileCalls;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start({
    PUBLIC_URL,
    FILE_BYTES: String(4 * CHUNK),
    APP_BYTES: String(8 * CHUNK),
    FILES_PER_APP: '20',
  });
  files = new FileCalls(teams, PUBLIC_URL);
});
afterAll(() => teams.stop());

const fresh = async () => {
  owner = await teams.person();
  app = await insertApp(teams.database, owner.id);
};
/** Bytes that are nowhere the same, so that parts in the wrong order show. */
const bytesOf = (length: number) => {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at);
  return bytes;
};
const stored = async (table: string) =>
  (await teams.database.query<{ n: number }>(`SELECT count(*)::integer AS n FROM ${table}`))
    .rows[0]!.n;

describe('a file of an app', () => {
  beforeAll(fresh);

  it.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])(
    'of %i bytes comes back as it was sent, whole and in parts',
    async (length) => {
      const bytes = bytesOf(length);
      const path = `upload/boards/b/${length}.bin`;
      const hash = createHash('sha256').update(bytes).digest('hex');
      const sent = await files.send(await files.addressFor(owner, app, path), bytes);
      expect([sent.status, await sent.json()]).toEqual([200, { size: length, e_tag: hash }]);
      const url = (await files.downloadUrl(owner, app, `apps/${app.id}/${path}`))!;
      const whole = await files.fetch(url);
      expect(whole.status).toBe(200);
      expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(whole.headers)).toMatchObject({
        'accept-ranges': 'bytes',
        'content-length': String(length),
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringContaining(`attachment; filename="${length}.bin"`),
        'content-security-policy': `default-src 'none'; sandbox`,
        'x-content-type-options': 'nosniff',
        etag: `"${hash}"`,
      });
      const from = Math.max(0, length - CHUNK - 2);
      const part = await files.fetch(url, { range: `bytes=${from}-` });
      const isPart = length > 0;
      expect([part.status, part.headers.get('content-range')]).toEqual(
        isPart ? [206, `bytes ${from}-${length - 1}/${length}`] : [200, null],
      );
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(from))).toBe(true);
    },
  );

  it('is looked at, and not sent again to who has it', async () => {
    expect(await files.save(owner, app, 'seen.txt', 'hello')).toBe(200);
    const url = (await files.downloadUrl(owner, app, 'seen.txt'))!;
    const head = await files.fetch(url, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '5', '']); // prettier-ignore
    const etag = head.headers.get('etag')!;
    const again = await files.fetch(url, { 'if-none-match': `"x", ${etag}` });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await files.fetch(url, { range: 'bytes=0-1', 'if-range': '"other"' });
    expect([other.status, await other.text()]).toEqual([200, 'hello']);
    const same = await files.fetch(url, { range: 'bytes=0-1', 'if-range': etag });
    expect([same.status, await same.text()]).toEqual([206, 'he']);
  });

  it.each(['application/json', 'image/png', 'text/yaml', 'multipart/form-data', 'nonsense'])(
    'may be sent as %s, whatever that says',
    async (type) => {
      const url = await files.addressFor(owner, app, 'typed.html');
      expect((await files.send(url, '{"not json', type)).status).toBe(200);
      const answer = await files.fetch((await files.downloadUrl(owner, app, 'typed.html'))!);
      expect([await answer.text(), answer.headers.get('content-type')]).toEqual([
        '{"not json',
        'text/html; charset=utf-8',
      ]);
    },
  );
});

describe('a list', () => {
  beforeAll(async () => {
    await fresh();
    for (const path of ['a.txt', 'a/1', 'a/b/2', 'ab', 'b%_/3', 'ä/4'])
      await files.save(owner, app, path, path);
  });

  const names = async (prefix?: string) =>
    (await files.list(owner, app, prefix)).map(({ location, is_dir, size }) => [
      location.replace(`apps/${app.id}/`, ''),
      is_dir,
      size,
    ]);

  it('shows one level: folders with what they hold, then files', async () => {
    const top = [
      ['a', true, 8],
      ['b%_', true, 5],
      ['ä', true, 4],
      ['a.txt', false, 5],
      ['ab', false, 2],
    ];
    for (const prefix of ['', '/', `apps/${app.id}`, `apps/${app.id}/`])
      expect(await names(prefix)).toEqual(top);
    expect(await names('a')).toEqual([
      ['a/b', true, 5],
      ['a/1', false, 3],
    ]);
    expect(await names(`apps/${app.id}/a/b/`)).toEqual([['a/b/2', false, 5]]);
    expect(await names('b%_')).toEqual([['b%_/3', false, 5]]);
    expect(await names('%')).toEqual([]);
    expect(await names('a\u0308')).toEqual([['ä/4', false, 4]]);
    const [file] = await files.list(owner, app, 'a/b');
    expect(file).toEqual({
      location: `apps/${app.id}/a/b/2`,
      last_modified: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      size: 5,
      is_dir: false,
      e_tag: createHash('sha256').update('a/b/2').digest('hex'),
    });
  });

  it('takes one query beside that for the permission', async () => {
    const queries = await countQueries(() => files.list(owner, app));
    expect(queries).toBeLessThanOrEqual(4);
  });
});

describe('removing', () => {
  beforeAll(fresh);

  it('takes files, and folders with all they hold, and their bytes', async () => {
    const before = await stored('file_chunks');
    for (const path of ['x', 'x/1', 'xy', 'y/1', 'y/2/3', 'z'])
      await files.save(owner, app, path, path);
    const prefixes = ['x', `apps/${app.id}/y/`, 'nothing'];
    const { status, body } = await owner.delete(of(app, 'data'), { prefixes });
    expect([status, body]).toEqual([200, null]);
    expect((await files.list(owner, app)).map(({ location }) => location.slice(-2))).toEqual([
      'xy',
      '/z',
    ]);
    expect(await stored('file_chunks')).toBe(before + 2);
  });

  it('of the app ends what is on its way there', async () => {
    const app = await insertApp(teams.database, owner.id);
    const sending = files.begin(
      await files.addressFor(owner, app, 'late'),
      2 * CHUNK,
      bytesOf(CHUNK),
    );
    await until(async () => (await teams.countOf('file_contents', app)) === 1);
    await owner.delete(`/api/v1/apps/${app.id}`);
    sending.end(bytesOf(CHUNK));
    expect(await sending.status).toBe(404);
  });

  it('of the app takes them all', async () => {
    await files.save(owner, app, 'last', 'one');
    const url = (await files.downloadUrl(owner, app, 'last'))!;
    const upload = await files.addressFor(owner, app, 'later');
    await owner.delete(`/api/v1/apps/${app.id}`);
    expect((await files.fetch(url)).status).toBe(404);
    expect((await files.send(upload, 'x')).status).toBe(404);
    expect(await teams.countOf('file_contents', app)).toBe(0);
  });
});

describe('replacing', () => {
  beforeAll(fresh);

  it('shows the old file until all of the new one has come', async () => {
    await files.save(owner, app, 'a', 'the old one');
    const url = await files.addressFor(owner, app, 'a');
    const sending = files.begin(url, 2 * CHUNK, bytesOf(CHUNK));
    await until(async () => (await teams.countOf('file_contents', app)) === 2);
    expect(await files.text(owner, app, 'a')).toBe('the old one');
    sending.end(bytesOf(CHUNK));
    expect(await sending.status).toBe(200);
    expect((await files.list(owner, app))[0]).toMatchObject({ size: 2 * CHUNK });
    expect(await teams.countOf('file_contents', app)).toBe(1);
  });

  it('leaves the old file, and nothing of the new one, when it breaks off', async () => {
    await files.save(owner, app, 'a', 'the old one');
    const sending = files.begin(await files.addressFor(owner, app, 'a'), 2 * CHUNK, bytesOf(CHUNK));
    await until(async () => (await teams.countOf('file_contents', app)) === 2);
    sending.breakOff();
    await sending.status;
    await until(async () => (await teams.countOf('file_contents', app)) === 1);
    expect(await files.text(owner, app, 'a')).toBe('the old one');
  });

  it('by many at once leaves one of them, whole', async () => {
    const texts = Array.from({ length: 6 }, (_, index) => `${index}`.repeat(1000));
    const sent = await Promise.all(texts.map((text) => files.save(owner, app, 'race', text)));
    expect(new Set(sent)).toEqual(new Set([200]));
    expect(texts).toContain(await files.text(owner, app, 'race'));
    expect(await teams.countOf('file_contents', app)).toBe(await teams.countOf('app_files', app));
  });

  it('and removing at once end', async () => {
    const work = Array.from({ length: 8 }, async (_, index) =>
      index % 2 === 0
        ? files.save(owner, app, 'f/race', 'x')
        : (await owner.delete(of(app, 'data'), { prefixes: ['f'] })).status,
    );
    expect(new Set(await Promise.all(work))).toEqual(new Set([200]));
  });
});

describe('limits', () => {
  beforeAll(fresh);

  it('bound one file, whether its size is announced or not', async () => {
    const url = await files.addressFor(owner, app, 'large');
    const answer = await files.send(url, Buffer.alloc(4 * CHUNK + 1));
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { detail: string }).detail).toBe(
      `The file is larger than the ${4 * CHUNK} bytes it may take`,
    );
    const stream = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 5; index++) controller.enqueue(new Uint8Array(CHUNK));
        controller.close();
      },
    });
    const target = url.replace(PUBLIC_URL, teams.api.url);
    const streamed = fetch(target, { method: 'PUT', body: stream, duplex: 'half' } as RequestInit);
    expect(await streamed.then(({ status }) => status)).toBe(400);
    expect(await files.list(owner, app)).toEqual([]);
    expect(await teams.countOf('file_contents', app)).toBe(0);
  });

  it('bound all files of an app, those on their way too', async () => {
    for (const name of ['1', '2'])
      expect(await files.save(owner, app, name, Buffer.alloc(3 * CHUNK))).toBe(200);
    const url = await files.addressFor(owner, app, 'slow');
    const slow = files.begin(url, CHUNK, Buffer.alloc(10));
    await until(async () => (await teams.countOf('file_contents', app)) === 3);
    const full = await files.send(await files.addressFor(owner, app, '4'), Buffer.alloc(CHUNK + 1));
    expect(full.status).toBe(400);
    expect(((await full.json()) as { detail: string }).detail).toMatch(
      /^An app may take 2097152 bytes; this one takes 1835008 .+ Remove files/,
    );
    slow.end(Buffer.alloc(CHUNK - 10));
    expect(await slow.status).toBe(200);
    // What is replaced makes room for what replaces it.
    expect(await files.save(owner, app, '1', Buffer.alloc(4 * CHUNK))).toBe(200);
    await owner.delete(of(app, 'data'), { prefixes: ['1', '2', 'slow'] });
  });

  it('bound boards, their versions and templates together with files', async () => {
    expect((await owner.put(of(app, 'board/b'), { name: 'B' })).status).toBe(200);
    const { rows } = await teams.database.query<{ bytes: string }>(
      `SELECT bytes FROM boards WHERE app_id = $1`,
      [app.id],
    );
    expect(Number(rows[0]!.bytes)).toBeGreaterThan(100);
    for (const name of ['1', '2', '3'])
      await files.save(owner, app, name, Buffer.alloc(2.6 * CHUNK));
    await files.save(owner, app, '4', Buffer.alloc(0.19 * CHUNK));
    const node = { content: 'x'.repeat(100_000), id: 'c', coordinates: [0, 0, 0] };
    const large = { commands: [{ command_type: 'UpsertComment', comment: node }] };
    const refused = await owner.post(of(app, 'board/b'), large);
    expect([refused.status, refused.body.detail]).toEqual([
      400,
      expect.stringMatching(/^An app may take/),
    ]);
    const small = { ...node, content: 'small' };
    const kept = { commands: [{ command_type: 'UpsertComment', comment: small }] };
    expect((await owner.post(of(app, 'board/b'), kept)).status).toBe(200);
    const tries = 40;
    const frozen: number[] = [];
    for (let index = 0; index < tries; index++)
      frozen.push((await owner.patch(of(app, 'board/b'))).status);
    expect([frozen[0], frozen.at(-1)]).toEqual([200, 400]);
    const template = await owner.put(of(app, 'templates/new'), { board_id: 'b' });
    expect(template.body.detail).toMatch(/^An app may take/);
    expect((await owner.put(of(app, 'board/c'), { name: 'C' })).status).toBe(400);
    await owner.delete(of(app, 'data'), { prefixes: ['1', '2', '3', '4'] });
    expect((await owner.put(of(app, 'board/c'), { name: 'C' })).status).toBe(200);
    expect((await owner.patch(of(app, 'board/b'))).status).toBe(200);
  });

  it('bound their number, also of many that come at once', async () => {
    const sent = await Promise.all(
      Array.from({ length: 23 }, (_, index) => files.save(owner, app, `n${index}`, '')),
    );
    expect(sent.filter((status) => status === 409)).toHaveLength(3);
    expect(await files.save(owner, app, 'n0', 'again')).toBe(sent[0] === 200 ? 200 : 409);
    expect(await teams.countOf('app_files', app)).toBe(20);
  });
});

describe('an address', () => {
  beforeAll(async () => {
    await fresh();
    await files.save(owner, app, 'a', 'one');
  });

  it('is good for one file and one method, and not without its signature', async () => {
    const upload = await files.addressFor(owner, app, 'a');
    const download = (await files.downloadUrl(owner, app, 'a'))!;
    const token = (url: string) => url.split('/files/')[1]!.split('/')[0]!;
    expect((await files.fetch(`${upload}/a`)).status).toBe(403);
    expect((await files.send(download.replace(/\/a$/, ''), 'two')).status).toBe(403);
    const [text, expiry, mac] = token(upload).split('.') as [string, string, string];
    const other = Buffer.from(JSON.stringify([app.id, 'b'])).toString('base64url');
    for (const forged of [`${other}.${expiry}.${mac}`, `${text}.${Number(expiry) + 1}.${mac}`, 'x'])
      expect((await files.send(`${PUBLIC_URL}/api/v1/media/files/${forged}`, 'two')).status).toBe(
        403,
      );
    expect(await files.text(owner, app, 'a')).toBe('one');
  });

  it('expires', async () => {
    const { auth } = teams.api.app.get(Config, { strict: false });
    const place = JSON.stringify([app.id, 'a']);
    for (const [purpose, seconds, status] of [
      ['file-download', 60, 200],
      ['file-download', 0, 403],
      ['temporary-file', 60, 403],
    ] as const) {
      const token = new SignedTexts(auth.tokenKeys, purpose).sign(place, seconds);
      const url = `${PUBLIC_URL}/api/v1/media/files/${token}/a`;
      expect([purpose, (await files.fetch(url)).status]).toEqual([purpose, status]);
    }
  });

  it('is given for good paths of this very app alone', async () => {
    const bad = ['', '..', '/etc/passwd', 'a\\b', 'a\nb', 'apps/other/a', 'x'.repeat(1100)];
    const { body: uploads } = await owner.put(of(app, 'data'), { prefixes: [...bad, 'ok'] });
    const { body: downloads } = await owner.post(of(app, 'data/download'), {
      prefixes: [...bad, 'missing'],
    });
    for (const list of [uploads, downloads])
      for (const [index, prefix] of bad.entries())
        expect(list[index]).toEqual({ prefix, error: expect.stringMatching(/^The path must/) });
    expect(uploads.at(-1)).toEqual({ prefix: 'ok', url: expect.any(String) });
    expect(downloads.at(-1)).toEqual({ prefix: 'missing', error: 'There is no such file' });
    expect(await files.list(owner, app, '../x')).toEqual([
      400,
      [{ path: 'prefix', message: expect.stringMatching(/^must be names/) }],
    ]);
    const removed = await owner.delete(of(app, 'data'), { prefixes: ['a', '..'] });
    expect(removed.body.errors).toEqual([expect.objectContaining({ path: 'prefixes.1' })]);
    expect(await files.text(owner, app, 'a')).toBe('one');
    const { status } = await owner.put(of(app, 'data'), { prefixes: [7] });
    expect(status).toBe(400);
  });

  it('of one app says nothing of another', async () => {
    const elsewhere = await insertApp(teams.database, owner.id);
    expect(await files.downloadUrl(owner, elsewhere, 'a')).toBeUndefined();
    expect(await files.list(owner, elsewhere)).toEqual([]);
  });
});
