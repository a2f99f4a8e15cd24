import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Expiry } from '../../src/auth/expiry.service.js';
import { insertApiKey, insertApp, insertToken } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { FileCalls } from '../setup/files.js';
import { type Person, Teams } from '../setup/teams.js';

const PUBLIC_URL = 'https://flow.example.com';

let teams: Teams;
let files: FileCalls;

beforeAll(async () => {
  teams = await Teams.start({ PUBLIC_URL, FILE_BYTES: '5000', TEMPORARY_BYTES: '12000' });
  files = new FileCalls(teams, PUBLIC_URL);
});
afterAll(() => teams.stop());

const make = async (person: Person, query = ''): Promise<AnyJson> =>
  (await person.get(`/api/v1/tmp${query}`)).body;
const kept = async (person: Person, table = 'file_contents') =>
  (await teams.database.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [person.id])).rowCount;

describe('a temporary file', () => {
  it('is sent, seen, replaced and removed by addresses of its own', async () => {
    const me = await teams.person();
    const made = await make(me, '?extension=PNG&filename=photo');
    const url = expect.stringMatching(/^https:\/\/flow\.example\.com\/api\/v1\/media\/temporary\//);
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);
    expect(made).toEqual({
      key: expect.stringMatching(new RegExp(`^tmp/${me.id}/[a-z0-9]{24}/photo.png$`)),
      contentType: 'image/png',
      uploadUrl: url,
      uploadExpiresAt: time,
      downloadUrl: expect.stringMatching(/\/photo\.png$/),
      downloadExpiresAt: time,
      headUrl: url,
      headExpiresAt: time,
      deleteUrl: url,
      deleteExpiresAt: time,
      sizeLimitBytes: 5000,
    });
    expect((await files.fetch(made.downloadUrl)).status).toBe(404);
    for (const text of ['first', 'second']) {
      expect((await files.send(made.uploadUrl, text)).status).toBe(200);
      const seen = await files.fetch(made.downloadUrl);
      expect([await seen.text(), seen.headers.get('content-type')]).toEqual([text, 'image/png']);
    }
    expect(await kept(me)).toBe(1);
    const head = await files.fetch(made.headUrl, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '6']);
    const part = await files.fetch(made.downloadUrl, { range: 'bytes=0-2' });
    expect([part.status, await part.text()]).toEqual([206, 'sec']);
    expect((await files.fetch(made.uploadUrl, {}, 'DELETE')).status).toBe(404);
    expect((await files.send(made.downloadUrl.replace(/\/photo.png$/, ''), 'x')).status).toBe(403);
    expect((await files.fetch(made.deleteUrl, {}, 'DELETE')).status).toBe(204);
    expect((await files.fetch(made.deleteUrl, {}, 'DELETE')).status).toBe(404);
    expect(await kept(me)).toBe(0);
  });

  it('is for signed-in users, and for tokens with all their permissions', async () => {
    const me = await teams.person();
    const app = await insertApp(teams.database, me.id);
    const as = (headers: Record<string, string>) =>
      teams.client
        .with(headers)
        .get('/api/v1/tmp')
        .then(({ status }) => status);
    expect(await as({})).toBe(401);
    const key = await insertApiKey(teams.database, app.id, app.roles.admin);
    expect(await as({ 'x-api-key': key })).toBe(403);
    for (const [permissions, status] of [
      [16, 403],
      [1, 200],
    ] as const)
      // prettier-ignore
      expect(
        await as({ authorization: `Bearer ${await insertToken(teams.database, me.id, permissions)}` }),
      ).toBe(status);
  });

  it.each(['?extension=a/b', '?extension=', '?filename=a/b', '?filename=a%5Cb', '?filename=%00'])(
    'is not called %s',
    async (query) => {
      const { status } = await (await teams.person()).get(`/api/v1/tmp${query}`);
      expect(status).toBe(400);
    },
  );

  it('is bounded in size, and all of a user’s together', async () => {
    const me = await teams.person();
    const urls = await Promise.all([1, 2, 3].map(async () => (await make(me)).uploadUrl));
    expect((await files.send(urls[0], Buffer.alloc(5001))).status).toBe(400);
    const sent = await Promise.all(urls.map((url) => files.send(url, Buffer.alloc(5000))));
    expect(sent.map(({ status }) => status).toSorted()).toEqual([200, 200, 400]);
    const other = await teams.person();
    expect((await files.send((await make(other)).uploadUrl, Buffer.alloc(5000))).status).toBe(200);
  });

  it('is taken from nobody who is banned', async () => {
    const me = await teams.person();
    const { uploadUrl } = await make(me);
    await teams.ban(me);
    expect((await files.send(uploadUrl, 'x')).status).toBe(403);
  });

  it('is gone a day later, with its bytes, and so is what broke off', async () => {
    const me = await teams.person();
    const [old, young] = [await make(me), await make(me)];
    for (const { uploadUrl } of [old, young]) await files.send(uploadUrl, 'x');
    await teams.database.query(
      `UPDATE temporary_files SET expires_at = now() - interval '1 s' WHERE id = $1`,
      [old.key.split('/')[2]],
    );
    expect((await files.fetch(old.downloadUrl)).status).toBe(404);
    const begin = () =>
      teams.database.query(
        `INSERT INTO file_contents (id, user_id, size) VALUES (gen_random_uuid(), $1, 7)`,
        [me.id],
      );
    await begin();
    await teams.database.query(`UPDATE file_contents SET created_at = now() - interval '25 h'`);
    await begin();
    expect(await kept(me)).toBe(4);
    await teams.api.app.get(Expiry, { strict: false }).sweep();
    expect([await kept(me), await kept(me, 'temporary_files')]).toEqual([2, 1]);
    expect((await files.fetch(young.downloadUrl)).status).toBe(200);
  });
});
