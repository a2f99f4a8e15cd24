// Three people on one server: the one who sends what the fuzzer makes, one whose ids stand in it and whose things nobody
// may see, and one who is never spoken of.
import assert from 'node:assert/strict';
import { type AnyJson, type Answer, ApiClient } from '../setup/api-client.js';
import { board } from '../setup/boards.js';
import { configBytes } from '../setup/event-bodies.js';
import type { Known } from './requests.js';

/** In every text of what the two others have. */
export const PLANTED = 'planted-where-no-stranger-looks';
/** The value of a secret variable, in everybody's boards: not even its owner is told. */
export const SECRET = 'sesame-open-yourself';

export interface FuzzWorld {
  readonly token: string;
  readonly key: string;
  readonly own: Known;
  readonly foreign: Known;
  /** Ids that are in no request. */
  readonly unheardOf: readonly string[];
}

export async function createWorld(url: string): Promise<FuzzWorld> {
  const client = new ApiClient(url);
  const [me, other, third] = [await client.register(), await client.register(), await client.register()]; // prettier-ignore
  const own = await belongings(client.as(me.access_token), 'Mine');
  const foreign = await belongings(client.as(other.access_token), PLANTED);
  const hidden = await belongings(client.as(third.access_token), PLANTED);
  const { body: key } = await client
    .as(me.access_token)
    .put(`/api/v1/apps/${own['app_id']}/api`, { name: 'k', role_id: own['role_id'] });
  return {
    token: me.access_token,
    key: key.api_key,
    own: { ...own, sub: me.user.id, user_id: me.user.id },
    foreign: { ...foreign, sub: other.user.id, user_id: other.user.id },
    unheardOf: Object.values(hidden).filter((id) => id.length > 10),
  };
}

/** One thing of each kind, each with the name in it. */
async function belongings(client: ApiClient, name: string): Promise<Known> {
  const texts = { name, description: name };
  const { id: app } = made(
    await client.post('/api/v1/apps', { ...texts, visibility: 'Prototype' }),
  );
  const of = (path: string) => `/api/v1/apps/${app}/${path}`;
  made(await client.put(of('board/b'), boardWithSecret(name)));
  made(await client.patch(of('board/b')));
  const event = made(
    await client.put(of('events/new'), {
      event: { ...texts, board_id: 'b', node_id: 'start', event_type: 'generic_form', variables: {}, config: configBytes({ note: name }), active: true }, // prettier-ignore
    }),
  );
  const template = made(await client.put(of('templates/new'), { board_id: 'b', changelog: name }));
  made(await client.put(of('roles/new'), { ...texts, permissions: 256 }));
  const roles: AnyJson[] = made(await client.get(of('roles')))[1];
  const role = roles.find((one) => one.name === name);
  const link = made(await client.put(of('team/link'), { name, max_uses: 5 }));
  const run = made(
    await client.post('/api/v1/execution/run', { app_id: app, board_id: 'b', payload: { name } }),
  );
  const token = made(await client.put('/api/v1/user/pat', { name, permissions: 256 }));
  made(await client.post('/api/v1/profile/p', { name, description: name }));
  return {
    app_id: app,
    board_id: 'b',
    event_id: event.id,
    template_id: template[0],
    role_id: role.id,
    link_id: link.id,
    run_id: run.id,
    job_id: `job-${run.id}`,
    id: run.id,
    'profile/{id}': 'p',
    'pat/{id}': token.id,
  };
}

function boardWithSecret(name: string): AnyJson {
  const plan = board()
    .node('start', 'events_simple')
    .node('log', 'log_info', { message: name })
    .node('end', 'events_generic_return_result', { response: name })
    .wire('start.exec_out', 'log.exec_in')
    .wire('log.exec_out', 'end.exec_in')
    .json() as AnyJson;
  const token = {
    id: 'token',
    name: 'token',
    category: null,
    description: null,
    default_value: configBytes(SECRET),
    data_type: 'String',
    value_type: 'Normal',
    exposed: false,
    secret: true,
    editable: true,
    schema: null,
  };
  return { ...plan, name, description: name, variables: { token } };
}

function made({ status, body }: Answer): AnyJson {
  assert.ok(status < 300, `${status} ${JSON.stringify(body)}`);
  return body;
}
