import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createId } from '@paralleldrive/cuid2';
import { echo } from '../setup/boards.js';
import { EditorClient } from '../setup/editor-client.js';
import { anEvent } from '../setup/event-bodies.js';
import { IMAGES } from '../setup/images.js';
import { type RunningProvider, startProvider } from '../setup/own-provider.js';

// The calls of the ecosystem's web editor for what hangs on an app: pictures, files and pages.

let server: RunningProvider;
let editor: EditorClient;
let app: string;

beforeAll(async () => {
  server = await startProvider();
  const { access_token: token } = await server.api.register();
  editor = new EditorClient(server.url, token);
  const meta = { name: 'Greetings', description: 'Says hello', tags: [], preview_media: [] };
  ({ id: app } = await editor.put('apps/new', { meta, bits: [] }));
  await editor.put(`apps/${app}/board/b`, echo().json());
});
afterAll(async () => {
  await server.close();
});

it('gives the app pictures', async () => {
  for (const item of ['icon', 'thumbnail', 'preview']) {
    const query = `item=${item}&extension=png&language=en`;
    const { signed_url: address } = await editor.put(`apps/${app}/meta/media?${query}`);
    await editor.send(address, IMAGES.png, 'image/png');
  }
  const {
    icon,
    thumbnail,
    preview_media: previews,
  } = await editor.get(`apps/${app}/meta?language=en`);
  for (const picture of [icon, thumbnail, ...previews]) {
    const seen = await fetch(picture);
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(IMAGES.png);
  }
  const [[, meta]] = await editor.get('apps');
  expect(meta).toMatchObject({ icon, thumbnail, preview_media: previews });
});

it('pictures are kept in the app and shown in comments', async () => {
  const prefix = `apps/${app}/upload/boards/b/photo.png`;
  const [upload] = await editor.put(`apps/${app}/data`, { prefixes: [prefix] });
  expect(upload).toEqual({ prefix, url: expect.any(String) });
  await editor.send(upload.url, IMAGES.png, 'image/png');
  const [download] = await editor.post(`apps/${app}/data/download`, { prefixes: [prefix] });
  const shown = await fetch(download.url);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(IMAGES.png);
  const folder = { prefix: `apps/${app}/upload/boards/b` };
  expect(await editor.post(`apps/${app}/data/list`, folder)).toEqual([
    expect.objectContaining({ location: prefix, size: IMAGES.png.length, is_dir: false }),
  ]);
  await editor.call('DELETE', `apps/${app}/data`, { prefixes: [prefix] });
  expect(await editor.post(`apps/${app}/data/list`, folder)).toEqual([]);
});

it('a file is handed over for a day', async () => {
  const { uploadUrl, downloadUrl } = await editor.get('tmp?extension=txt&filename=note.txt');
  await editor.send(uploadUrl, Buffer.from('hello'), 'text/plain');
  expect(await (await fetch(downloadUrl)).text()).toBe('hello');
});

it('gives the app a page with a path', async () => {
  expect(await editor.get(`apps/${app}/routes`)).toEqual([]);
  const event = await editor.put(`apps/${app}/events/${createId()}`, { event: anEvent() });
  const route = { id: createId(), path: '/start', targetType: 'Event', isDefault: true };
  await editor.post(`apps/${app}/routes`, { ...route, eventId: event.id });
  const page = { id: route.id, path: '/start', eventId: event.id, event_id: event.id };
  for (const path of ['routes/default', 'routes/by-path?path=%2Fstart'])
    expect(await editor.get(`apps/${app}/${path}`)).toMatchObject(page);
  await editor.put(`apps/${app}/routes/${route.id}`, { eventId: event.id, targetType: 'Event' });
  expect(await editor.get(`apps/${app}/routes`)).toEqual([expect.objectContaining(page)]);
  await editor.delete(`apps/${app}/routes/${route.id}`);
  expect(await editor.get(`apps/${app}/routes`)).toEqual([]);
});
