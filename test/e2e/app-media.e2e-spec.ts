import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Visibility } from '../../src/apps/app-terms.js';
import { SignedTexts } from '../../src/common/signed-text.js';
import { Config } from '../../src/config/config.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { IMAGES } from '../setup/images.js';
import { of, type Person, Teams } from '../setup/teams.js';

const PUBLIC_URL = 'https://flow.example.com';

let teams: Teams;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start({ PUBLIC_URL });
  owner = await teams.person();
});
afterAll(() => teams.stop());
beforeEach(() => fresh('Private'));

const fresh = async (visibility: Visibility) => {
  app = await insertApp(teams.database, owner.id, { visibility });
};
const local = (url: string) => url.replace(PUBLIC_URL, teams.api.url);
const ask = (query: string) => owner.put(of(app, `meta/media?${query}`));
const send = async (url: string, image: Buffer = IMAGES.png, type = 'image/png') =>
  fetch(local(url), {
    method: 'PUT',
    headers: { 'content-type': type },
    body: new Uint8Array(image),
  });
const upload = async (item: string, more = '') =>
  send((await ask(`item=${item}&extension=png${more}`)).body.signed_url);
const meta = async (query = ''): Promise<AnyJson> =>
  (await owner.get(of(app, `meta${query}`))).body;
const look = async (url: string) => (await fetch(local(url))).status;
const kept = () => teams.countOf('app_media', app);

describe('a picture of an app', () => {
  it.each(['Private', 'Public'] as const)('that is %s is sent and seen', async (visibility) => {
    await fresh(visibility);
    const { status, body } = await ask('item=icon&extension=jpeg&language=en&unknown=1');
    expect(status).toBe(400);
    expect(body.errors[0].path).toBe('unknown');
    const { signed_url: address } = (await ask('item=icon&extension=jpeg')).body;
    expect(address).toMatch(/^https:\/\/flow\.example\.com\/api\/v1\/media\/apps\/[\w.-]+$/);
    const sent = await send(address, IMAGES.jpg, 'application/octet-stream');
    expect(sent.status).toBe(200);
    const { icon, thumbnail } = await meta();
    expect([(await sent.json()) !== undefined, thumbnail]).toEqual([true, null]);
    const plain = new RegExp(`^${PUBLIC_URL}/api/v1/media/apps/${app.id}/[a-z0-9]{24}.jpg`);
    expect(icon).toMatch(plain);
    expect(icon.includes('?signature=')).toBe(visibility === 'Private');
    const seen = await fetch(local(icon));
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(IMAGES.jpg);
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': expect.stringContaining(visibility === 'Private' ? 'private' : 'public'),
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
    });
    const again = await fetch(local(icon), {
      headers: { 'if-none-match': seen.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    const [[, listed]] = (await owner.get('/api/v1/apps?limit=1')).body;
    expect(listed.icon).toBe(icon);
    expect(await look(icon.split('?')[0])).toBe(visibility === 'Private' ? 404 : 200);
  });

  it('takes the place of the one before, which is gone; previews are added', async () => {
    await upload('icon');
    const { icon: first } = await meta();
    await upload('icon');
    await upload('thumbnail');
    for (const _one of [1, 2]) await upload('preview');
    const { icon, thumbnail, preview_media: previews } = await meta();
    expect(new Set([first, icon, thumbnail, ...previews]).size).toBe(5);
    expect(await look(first)).toBe(404);
    expect(await kept()).toBe(4);
    await owner.put(of(app, 'meta'), { name: 'Renamed' });
    expect(await meta()).toMatchObject({ name: 'Renamed', icon, preview_media: previews });
  });

  it('is removed by the end of its address, wherever it is shown', async () => {
    for (const item of ['icon', 'thumbnail', 'preview', 'preview']) await upload(item);
    const { icon, preview_media: previews } = await meta();
    const idOf = (url: string) => new URL(url).pathname.split('/').at(-1)!;
    const removed = await owner.delete(of(app, `meta/media/${idOf(icon)}`));
    expect([removed.status, removed.body]).toEqual([200, null]);
    const byId = idOf(previews[0]).split('.')[0];
    expect((await owner.delete(of(app, `meta/media/${byId}`))).status).toBe(200);
    expect(await meta()).toMatchObject({
      icon: null,
      thumbnail: expect.any(String),
      preview_media: [previews[1]],
    });
    expect((await owner.delete(of(app, `meta/media/${byId}`))).status).toBe(404);
    expect(await look(icon)).toBe(404);
    expect(await kept()).toBe(2);
    await owner.delete(`/api/v1/apps/${app.id}`);
    expect(await kept()).toBe(0);
  });

  it('is of one language, and of a template when one is named', async () => {
    expect((await ask('item=icon&extension=png&language=de-at')).status).toBe(404);
    await owner.put(of(app, 'meta?language=de-at'), { name: 'Grüße' });
    expect((await upload('icon', '&language=DE-at')).status).toBe(200);
    expect((await meta('?language=de-AT')).icon).toMatch(/^https:/);
    expect((await meta()).icon).toBeNull();
    await owner.put(of(app, 'board/b'), { name: 'B' });
    const [template] = (await owner.put(of(app, 'templates/new'), { board_id: 'b' })).body;
    expect((await upload('icon', `&template_id=${template}`)).status).toBe(200);
    const { icon } = await meta(`?template_id=${template}`);
    expect(await look(icon)).toBe(200);
    const [[, , listed]] = (await owner.get(of(app, 'templates'))).body;
    expect(listed.icon).toBe(icon);
    await owner.delete(of(app, `templates/${template}`));
    expect(await kept()).toBe(1);
    expect(await look(icon)).toBe(404);
  });

  it('changes the ETag of the app', async () => {
    const tag = async () => (await owner.get(`/api/v1/apps/${app.id}`)).headers.get('etag');
    const before = await tag();
    await upload('icon');
    expect(await tag()).not.toBe(before);
  });

  it('is refused when it is none, too large, or of another kind than announced', async () => {
    for (const query of [
      '',
      'item=icon',
      'item=logo&extension=png',
      'item=icon&extension=svg',
      'item=icon&extension=constructor',
      'item=icon&extension=png&language=x',
      'item=icon&extension=png&language=en-a-b',
    ])
      expect([query, (await ask(query)).status]).toEqual([query, 400]);
    const { signed_url: url } = (await ask('item=icon&extension=png')).body;
    expect((await send(url, IMAGES.gif)).status).toBe(400);
    expect((await send(url, Buffer.from('<svg/>'))).status).toBe(400);
    const large = Buffer.concat([IMAGES.png, Buffer.alloc(1_048_576)]);
    expect((await send(url, large)).status).toBe(413);
    expect((await send(url, IMAGES.png, 'text/html')).status).toBe(415);
    expect((await send(`${url}x`)).status).toBe(403);
    expect((await meta()).icon).toBeNull();
    for (let index = 0; index < 10; index++) expect((await upload('preview')).status).toBe(200);
    expect((await upload('preview')).status).toBe(409);
    expect(await kept()).toBe(10);
  });

  it('of an app that is not in the store needs a signature for this very picture that has not expired', async () => {
    await upload('icon');
    await upload('thumbnail');
    const { icon, thumbnail } = await meta();
    const [address, signature] = icon.split('?signature=');
    const { auth } = teams.api.app.get(Config, { strict: false });
    const file = new URL(icon).pathname.split('/').slice(-2).join('/');
    const signed = (purpose: string, seconds: number) =>
      new SignedTexts(auth.tokenKeys, purpose).sign(file, seconds);
    expect(await look(`${address}?signature=${signed('app-media', 9)}`)).toBe(200);
    for (const forged of [
      '',
      'x',
      thumbnail.split('?signature=')[1],
      signed('app-media', 0),
      signed('app-media-upload', 9),
    ])
      expect(await look(`${address}?signature=${forged}`)).toBe(404);
    expect(await look(`${address}?signature=${signature}&signature=${signature}`)).toBe(400);
    const elsewhere = await insertApp(teams.database, owner.id, { visibility: 'Public' });
    expect(await look(address.replace(app.id, elsewhere.id))).toBe(404);
  });
});

describe('languages of metadata', () => {
  it('that mean the same are the same', async () => {
    await owner.put(of(app, 'meta?language=EN-us'), { name: 'American' });
    await owner.put(of(app, 'meta?language=en-US'), { name: 'Still American' });
    await owner.put(of(app, 'meta?language=iw'), { name: 'Hebrew' });
    expect((await meta('?language=en-us')).name).toBe('Still American');
    expect((await meta('?language=he')).name).toBe('Hebrew');
    expect(await teams.countOf('app_metadata', app)).toBe(3);
  });

  it('are bounded in number, also when they come at once', async () => {
    const codes = Array.from({ length: 60 }, (_, index) => `de-x-v${index + 10}`);
    const put = (language: string) =>
      owner.put(of(app, `meta?language=${language}`), { name: language });
    expect((await put(codes[0]!)).status).toBe(400);
    const regions = Array.from({ length: 55 }, (_, index) => `es-${index + 100}`);
    const answers = await Promise.all(regions.map(put));
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(6);
    expect(await teams.countOf('app_metadata', app)).toBe(50);
    expect((await put('en')).status).toBe(200);
  });
});
