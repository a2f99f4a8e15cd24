import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignedTexts } from '../../src/common/signed-text.js';
import { readTokenKeys } from '../../src/config/token-keys.js';
import { ApiClient, PASSWORD } from '../setup/api-client.js';
import { IMAGES } from '../setup/images.js';
import { editor, People, PUBLIC_URL } from '../setup/people.js';

let people: People;
beforeAll(async () => {
  people = await People.start();
});
afterAll(() => people.stop());

const somebody = (change?: object) => people.somebody(change);

describe('an avatar', () => {
  const local = (url: string) => url.replace(PUBLIC_URL, people.api.url);
  const send = (url: string, image: Buffer, type = 'image/png') =>
    fetch(local(url), {
      method: 'PUT',
      headers: { 'content-type': type },
      body: new Uint8Array(image),
    });
  const addressFor = async (client: ApiClient, avatar_extension: string): Promise<string> =>
    (await client.put('/api/v1/user/info', { avatar_extension })).body.signed_url;
  const avatarOf = async (client: ApiClient): Promise<string> =>
    (await client.get('/api/v1/user/info')).body.avatar;

  it.each([
    ['png', 'png', 'image/png'],
    ['JPEG', 'jpg', 'image/jpeg'],
    ['webp', 'webp', 'image/webp'],
    ['gif', 'gif', 'image/gif'],
  ] as const)(
    'is sent as %s to an address of this server and seen by everybody',
    async (extension, kind, type) => {
      const { id, client } = await somebody();
      const address = await addressFor(client, extension);
      expect(address).toMatch(/^https:\/\/flow\.example\.com\/api\/v1\/media\/avatars\/[\w.-]+$/);
      const sent = await send(
        address,
        IMAGES[kind],
        kind === 'gif' ? 'application/octet-stream' : type,
      );
      expect(sent.status).toBe(200);
      const avatar = await avatarOf(client);
      expect(await sent.json()).toEqual({ avatar_url: avatar });
      expect(avatar).toMatch(
        new RegExp(`^${PUBLIC_URL}/api/v1/media/avatars/${id}/[0-9a-f]{64}.${kind}$`),
      );

      const seen = await fetch(local(avatar));
      expect(Buffer.from(await seen.arrayBuffer())).toEqual(IMAGES[kind]);
      expect(Object.fromEntries(seen.headers)).toMatchObject({
        'content-type': type,
        'content-security-policy': `default-src 'none'; sandbox`,
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      const etag = seen.headers.get('etag')!;
      const again = await fetch(local(avatar), { headers: { 'if-none-match': `W/"x", ${etag}` } });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([
        304,
        etag,
        '',
      ]);
    },
  );

  it('is gone when it is replaced, taken off, or its owner leaves or is banned', async () => {
    const { id, email, client } = await somebody();
    const statusOf = async (url: string) => (await fetch(local(url))).status;
    await send(await addressFor(client, 'png'), IMAGES.png);
    const first = await avatarOf(client);
    await send(await addressFor(client, 'gif'), IMAGES.gif, 'image/gif');
    const second = await avatarOf(client);
    expect([await statusOf(first), await statusOf(second)]).toEqual([404, 200]);
    expect((await fetch(local(first))).headers.get('cache-control')).toBe('no-store');

    await people.admin.patch(`/api/v1/admin/users/${id}`, { status: 'Inactive' });
    expect(await statusOf(second)).toBe(404);
    await people.admin.patch(`/api/v1/admin/users/${id}`, { status: 'Active' });
    expect(await statusOf(second)).toBe(200);
    // The ban has ended all sessions.
    const { access_token: token } = await new ApiClient(people.api.url).login(email);
    const back = editor(people.api.url, token);
    await back.put('/api/v1/user', { avatar_url: second });
    expect(await statusOf(second)).toBe(200);
    await back.put('/api/v1/user', { avatar_url: 'https://example.com/me.png' });
    expect([await statusOf(second), await avatarsOf(id)]).toEqual([404, 0]);

    await send(await addressFor(back, 'png'), IMAGES.png);
    const third = await avatarOf(back);
    expect((await back.delete('/api/v1/user', { password: PASSWORD })).status).toBe(204);
    expect([await statusOf(third), await avatarsOf(id)]).toEqual([404, 0]);
  });

  const avatarsOf = async (id: string): Promise<number> =>
    (await people.query('SELECT FROM avatars WHERE user_id = $1', [id])).length;

  it('must be what was announced, and no larger than 1 MiB', async () => {
    const { client } = await somebody();
    const address = await addressFor(client, 'png');
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    );
    const large = Buffer.concat([IMAGES.png, Buffer.alloc(1_048_576)]);
    const refusals = [
      [IMAGES.gif, 'image/gif', 400],
      [IMAGES.gif, 'image/png', 400],
      [svg, 'image/png', 400],
      [svg, 'image/svg+xml', 415],
      [Buffer.alloc(0), 'image/png', 400],
      [Buffer.from('{}'), 'application/json', 400],
      [large, 'image/png', 413],
    ] as const;
    for (const [image, type, status] of refusals)
      expect([type, (await send(address, image, type)).status]).toEqual([type, status]);
    expect(await avatarOf(client)).toBeNull();
    expect((await send(address, large.subarray(0, 1_048_576))).status).toBe(200);
  });

  it('needs an address that was signed here, for this user, not long ago', async () => {
    const victim = await somebody();
    const other = await somebody();
    const uploads = new SignedTexts(
      readTokenKeys(people.surroundings.env['TOKEN_KEYS']!),
      'avatar-upload',
    );
    const elsewhere = new SignedTexts(
      readTokenKeys(people.surroundings.env['TOKEN_KEYS']!),
      'else',
    );
    const address = await addressFor(other.client, 'png');
    const [text, expiry, mac] = address.split('/').at(-1)!.split('.') as [string, string, string];
    const victims = Buffer.from(`${victim.id}/png`).toString('base64url');
    for (const token of [
      uploads.sign(`${victim.id}/png`, -1),
      elsewhere.sign(`${victim.id}/png`, 600),
      uploads.sign('nobody/png', 600),
      `${victims}.${expiry}.${mac}`,
      `${text}.${Number(expiry) + 1}.${mac}`,
      `${text}.${expiry}.${mac.slice(1)}A`,
      victim.id,
      'x'.repeat(10_000),
    ])
      expect(
        (await send(`${people.api.url}/api/v1/media/avatars/${token}`, IMAGES.png)).status,
      ).toBe(403);
    expect((await send(address, IMAGES.png)).status).toBe(200);
    expect(await avatarOf(victim.client)).toBeNull();
    expect(await avatarOf(other.client)).toContain(other.id);
  });

  it('is the only thing this server takes as an image', async () => {
    const { token } = await somebody();
    for (const path of ['/api/v1/user/info', '/api/v1/profile/x', '/jobs/submit']) {
      const headers = { 'content-type': 'image/png', authorization: `Bearer ${token}` };
      const method = path.endsWith('info') ? 'PUT' : 'POST';
      const answer = await fetch(people.api.url + path, {
        method,
        headers,
        body: new Uint8Array(IMAGES.png),
      });
      expect([path, answer.status]).toEqual([path, 415]);
    }
  });

  it.each([
    'x.png',
    `${'0'.repeat(64)}.png`,
    `${'0'.repeat(64)}.svg`,
    '%00',
    '%2e%2e%2fsecret',
    'x'.repeat(9000),
  ])('is not %s', async (file) => {
    const { id } = await somebody();
    expect((await fetch(`${people.api.url}/api/v1/media/avatars/${id}/${file}`)).status).toBe(404);
  });
});
