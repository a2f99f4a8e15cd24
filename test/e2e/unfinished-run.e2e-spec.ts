import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { waits } from '../setup/boards.js';
import { type Person, Teams } from '../setup/teams.js';
import { until } from '../setup/until.js';

let teams: Teams;
let person: Person;

beforeAll(async () => {
  teams = await Teams.start();
  person = await teams.person();
});
afterAll(() => teams.stop());

it('has no log and no nodes to look at before it ends', async () => {
  const { id: appId } = (await person.post('/api/v1/apps', { name: 'Going on' })).body;
  const slow = { ...(waits(60_000).json() as object), name: 'slow' };
  await person.put(`/api/v1/apps/${appId}/board/slow`, slow);
  const started = await person
    .with({ prefer: 'wait=0' })
    .post('/api/v1/execution/run', { app_id: appId, board_id: 'slow', record: 'timing' });
  expect([started.status, started.body.status]).toEqual([201, 'running']);
  const place = `/api/v1/execution/${started.body.id}`;
  const told = async (what: string) => (await person.get(`${place}/${what}`)).body;
  expect([await told('logs'), await told('nodes')]).toEqual([[], []]);
  await person.post(`${place}/cancel`);
  await until(async () => (await person.get(place)).body.status === 'cancelled');
  expect(await told('nodes')).not.toEqual([]);
});
