import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type AnyJson, ApiClient } from '../setup/api-client.js';
import { bytes } from '../setup/events.js';
import { startProcess } from '../setup/processes.js';
import { Triggers } from '../setup/triggers.js';
import { until } from '../setup/until.js';

let triggers: Triggers;

beforeAll(async () => {
  triggers = await Triggers.start();
});
afterAll(() => triggers.stop());
beforeEach(() => triggers.openApp());

describe('the triggers of an app', () => {
  it('are those of its events, for those who may write them', async () => {
    await triggers.save('e');
    await triggers.save('clock', {
      event_type: 'cron',
      config: bytes({ cron: '0 3 * * *' }),
      board_id: 'hi',
    });
    await triggers.save('page', {
      event_type: 'generic_form',
      route: null,
      default_page_id: 'p',
      board_id: '',
    });
    const { body } = await triggers.owner.get(`/api/v1/sink/app/${triggers.app}`);
    expect(body).toEqual([
      expect.objectContaining({
        id: 'e',
        event_id: 'e',
        app_id: triggers.app,
        event_name: 'Event e',
        sink_type: 'http',
        active: true,
        path: '/hook',
        has_auth_token: false,
        webhook_secret: null,
        next_at: null,
      }),
      expect.objectContaining({
        id: 'clock',
        sink_type: 'cron',
        path: null,
        cron_expression: '0 3 * * *',
        cron_timezone: 'UTC',
        next_at: expect.stringMatching(/T03:00:00\.000Z$/),
      }),
      expect.objectContaining({ id: 'page', active: false }),
    ]);
    for (const path of ['/api/v1/sink', '/api/v1/sinks']) {
      const mine = (await triggers.owner.get(path)).body as AnyJson[];
      expect(mine.filter((one) => one.app_id === triggers.app)).toEqual(body);
      expect((await triggers.stranger.get(path)).body).toEqual([]);
    }
    expect((await triggers.stranger.get(`/api/v1/sink/app/${triggers.app}`)).status).toBe(404);
    expect((await triggers.stranger.get(triggers.sink('e'))).status).toBe(404);
    expect((await triggers.stranger.post(triggers.sink('e', '/toggle'))).status).toBe(404);
    expect((await new ApiClient(triggers.api.url).get(triggers.sink('e'))).status).toBe(401);
  });

  it('are switched, moved and removed', async () => {
    await triggers.save('e');
    expect((await triggers.owner.post(triggers.sink('e', '/toggle'))).body.active).toBe(false);
    expect((await triggers.call()).status).toBe(404);
    await triggers.save('e', { name: 'Saved again' });
    expect(
      (await triggers.owner.get(`/api/v1/sinks/e/status?app_id=${triggers.app}`)).body,
    ).toEqual({
      active: false,
    });
    expect((await triggers.owner.post(triggers.sink('e', '/toggle'))).body.active).toBe(true);
    expect((await triggers.owner.patch(triggers.sink('e'), { path: 'moved/' })).body.path).toBe(
      '/moved',
    );
    await triggers.save('e', { name: 'Saved once more' });
    expect((await triggers.call('moved')).status).toBe(200);
    await triggers.save('e', { route: '/new' });
    expect((await triggers.call('new')).status).toBe(200);
    for (const path of ['/a//b', '/..', '/a?b', 'x'.repeat(300)])
      expect((await triggers.owner.patch(triggers.sink('e'), { path })).status).toBe(400);
    expect((await triggers.owner.delete(`/api/v1/sinks/e?app_id=${triggers.app}`)).body).toBeNull();
    expect([
      (await triggers.call('new')).status,
      (await triggers.owner.get(triggers.sink('e'))).status,
    ]).toEqual([404, 404]);
    await triggers.save('e', { route: '/new' });
    expect((await triggers.call('new')).status).toBe(200);
  });

  it('have one path each', async () => {
    await triggers.save('first');
    const refused = await triggers.save('second');
    expect([refused.status, refused.body.errors?.[0].message]).toEqual([
      409,
      expect.stringContaining('first'),
    ]);
    expect((await triggers.owner.get(`/api/v1/apps/${triggers.app}/events/second`)).status).toBe(
      404,
    );
    expect((await triggers.save('second', { active: false })).status).toBe(200);
    expect((await triggers.save('second')).status).toBe(409);
    await triggers.save('third', { route: '/third' });
    const moved = await triggers.owner.patch(triggers.sink('third'), { path: '/hook' });
    expect([moved.status, moved.body.detail]).toEqual([
      409,
      expect.stringContaining('Event first'),
    ]);
    await triggers.owner.post(triggers.sink('first', '/toggle'));
    expect((await triggers.save('second')).status).toBe(200);
    expect((await triggers.owner.post(triggers.sink('first', '/toggle'))).status).toBe(409);
  });

  it('of clocks are checked when they are saved', async () => {
    const clock = (config: object) =>
      triggers.save('c', { event_type: 'cron', config: bytes(config) });
    for (const config of [{}, { cron: 'x' }, { cron: '* * * * *', tz: 'Nowhere' }]) {
      const { status, body } = await clock(config);
      expect([status, body.errors?.[0].path]).toEqual([400, 'event.config']);
    }
    expect((await clock({ schedule: '*/5 * * * * *', timezone: 'Europe/Berlin' })).status).toBe(
      200,
    );
    await triggers.owner.post(triggers.sink('c', '/toggle'));
    expect((await triggers.owner.get(triggers.sink('c'))).body.next_at).toBeNull();
    await triggers.owner.post(triggers.sink('c', '/toggle'));
    expect((await triggers.owner.get(triggers.sink('c'))).body.next_at).toEqual(expect.any(String));
    expect((await triggers.owner.patch(triggers.sink('c'), { path: '/x' })).status).toBe(409);
  });
});

it('a clock starts its event in a worker', async () => {
  const worker = await startProcess('worker', triggers.surroundings.env);
  try {
    await triggers.save('c', { event_type: 'cron', config: bytes({ cron: '* * * * * *' }) });
    const found = await until(
      async () =>
        (
          await triggers.database.query(
            `SELECT payload, result, source FROM runs WHERE app_id = $1 AND status = 'completed'`,
            [triggers.app],
          )
        ).rows[0],
      { within: 15_000 },
    );
    expect(found).toMatchObject({ source: 'cron', result: found.payload });
    expect(found.payload).toMatchObject({ event_id: 'c', timezone: 'UTC', skipped: 0 });
    await triggers.owner.delete(`/api/v1/apps/${triggers.app}/events/c`);
  } finally {
    await worker.stop();
  }
});
