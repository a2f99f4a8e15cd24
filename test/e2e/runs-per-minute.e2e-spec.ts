import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { insertApp, type TestApp } from '../setup/apps.js';
import { echo } from '../setup/boards.js';
import { event } from '../setup/events.js';
import { of, type Person, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let [app, other]: TestApp[] = [];

beforeAll(async () => {
  teams = await Teams.start({ RUNS_PER_APP_PER_MINUTE: '3', JOBS_AUTH: 'required' });
  owner = await teams.person();
  [app, other] = [
    await insertApp(teams.database, owner.id),
    await insertApp(teams.database, owner.id),
  ];
  for (const one of [app, other]) {
    await owner.put(of(one, 'board/b'), { ...(echo().json() as object), name: 'b' });
    const hook = event({ event_type: 'api', route: '/hook' });
    await owner.put(of(one, 'events/e'), { event: hook });
  }
});
afterAll(() => teams.stop());

describe('RUNS_PER_APP_PER_MINUTE', () => {
  const run = ({ id }: TestApp, mode: string) =>
    owner.post('/api/v1/execution/run', { app_id: id, board_id: 'b', payload: { key: 1 }, mode });

  it('refuses what is beyond it at every door, and says when to come again', async () => {
    for (const [mode, status] of [
      ['sync', 200],
      ['async', 201],
      ['sync', 200],
    ] as const)
      expect((await run(app!, mode)).status).toBe(status);
    const payload = { key: 1 };
    for (const refused of [
      await run(app!, 'sync'),
      await run(app!, 'async'),
      await owner.post('/jobs/submit', { app_id: app!.id, board_id: 'b', payload }),
      await owner.post(of(app!, 'events/e/invoke'), { payload }),
      await owner.post(of(app!, 'board/b/invoke/async'), { node_id: 'start', payload }),
      await owner.post(`/api/v1/sink/trigger/http/${app!.id}/hook`, payload),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(refused.headers.get('ratelimit-policy')).toBe('"runs";q=3;w=60');
      expect(refused.headers.get('ratelimit')).toMatch(/^"runs";r=0;t=\d+$/);
      const seconds = Number(refused.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    }
    expect(await teams.countOf('runs', app!)).toBe(3);
  });

  it('counts every app by itself', async () => {
    expect((await run(other!, 'sync')).body.result).toBe(1);
  });
});
