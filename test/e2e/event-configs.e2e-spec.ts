import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventSecrets } from '../../src/events/event-secrets.service.js';
import { insertApp, type TestApp } from '../setup/apps.js';
import type { AnyJson } from '../setup/api-client.js';
import { echo } from '../setup/boards.js';
import { anEvent, configBytes } from '../setup/event-bodies.js';
import { of, type Person, statuses, Teams } from '../setup/teams.js';

let teams: Teams;
let owner: Person;
let app: TestApp;

beforeAll(async () => {
  teams = await Teams.start();
  owner = await teams.person();
});
afterAll(() => teams.stop());
beforeEach(async () => {
  app = await insertApp(teams.database, owner.id);
  await owner.put(of(app, 'board/b'), echo().json());
});

describe('passwords and tokens in the config of events', () => {
  const planted = 'open-sesame-by-config';
  const config = (fields: object = {}) =>
    configBytes({
      mail: 'a@example.com',
      imap_port: 993,
      secret_imap_password: planted,
      bot: { botToken: `${planted}-2`, name: 'bot' },
      ...fields,
    });
  const shown = (answer: { body: AnyJson }) =>
    JSON.parse(Buffer.from(answer.body.config).toString());
  const leaks = (text: string) =>
    text.includes(planted) || text.includes(JSON.stringify(configBytes(planted)).slice(1, -1));
  const stored = async () => {
    const { rows } = await teams.database.query<{ content: AnyJson }>(
      'SELECT content FROM events WHERE app_id = $1',
      [app.id],
    );
    return JSON.parse(Buffer.from(rows[0]!.content.config).toString());
  };
  const save = (fields: object = {}, more: object = {}) =>
    owner.put(of(app, 'events/mail'), {
      event: anEvent({ event_type: 'email', config: config(fields) }),
      ...more,
    });

  it('are seen nowhere: no answer and no table', async () => {
    const answers = [
      await save(),
      await save({ secret_imap_password: `${planted}-3` }, { version_type: 'Minor' }),
      await owner.get(of(app, 'events')),
      await owner.get(of(app, 'events/mail')),
      await owner.get(of(app, 'events/mail?version=0.0.0')),
      await owner.get(of(app, 'events/mail/prerun')),
    ];
    expect(statuses(answers)).toEqual(answers.map(() => 200));
    const told = answers.map(({ body }) => JSON.stringify(body));
    expect(told.filter(leaks)).toEqual([]);
    expect(shown(answers[3]!)).toEqual({
      mail: 'a@example.com',
      imap_port: 993,
      secret_imap_password: null,
      bot: { botToken: null, name: 'bot' },
    });
    const { rows: tables } = await teams.database.query<{ name: string }>(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const { rows } = await teams.database.query<{ text: string }>(
        `SELECT content::text AS text FROM ${name} content`,
      );
      // Bytes in JSON are a list of numbers; in the text of a row, quotes of texts are doubled.
      expect([name, rows.map(({ text }) => text.replaceAll(/\s/g, '')).filter(leaks)]).toEqual([
        name,
        [],
      ]);
    }
    expect((await stored()).bot.botToken).toMatch(/^sealed:/);
  });

  it('keep their value when they come back empty, and lose it when they do not come back', async () => {
    await save();
    const before = await stored();
    const { body: read } = await owner.get(of(app, 'events/mail'));
    await owner.put(of(app, 'events/mail'), { event: read });
    expect(await stored()).toEqual(before);
    await save({ secret_imap_password: '' });
    expect((await stored()).secret_imap_password).toBe(before.secret_imap_password);
    await save({ secret_imap_password: undefined });
    expect(await stored()).not.toHaveProperty('secret_imap_password');
    await save({ secret_imap_password: null, bot: { botToken: 7, useToken: true } });
    expect(await stored()).toMatchObject({
      secret_imap_password: null,
      bot: { botToken: 7, useToken: true },
    });
  });

  it('are readable to the server, and to no other app', async () => {
    const secrets = teams.api.app.get(EventSecrets, { strict: false });
    const opened = (sealed: AnyJson, appId: string) =>
      Buffer.from(secrets.openConfig(configBytes(sealed), appId)).toString();
    await save({ secret_imap_password: { user: 'u', password: planted } });
    const sealed = await stored();
    expect(JSON.parse(opened(sealed, app.id)).secret_imap_password).toEqual({
      user: 'u',
      password: planted,
    });
    expect(() => opened(sealed, 'other')).toThrow('unable to authenticate data');
    // What looks sealed when it is sent is a text like any other.
    await save({ secret_imap_password: sealed.secret_imap_password });
    const twice = await stored();
    expect(JSON.parse(opened(twice, app.id)).secret_imap_password).toBe(
      sealed.secret_imap_password,
    );
  });
});
