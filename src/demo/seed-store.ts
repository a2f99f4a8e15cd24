import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { AppsService } from '../apps/apps.service.js';
import { VisibilityService } from '../apps/visibility.service.js';
import { BoardWriter } from '../boards/board-writer.service.js';
import { BoardsService } from '../boards/boards.service.js';
import { readConfig } from '../config/config.js';
import type { BoardJson, NodeJson } from '../engine/index.js';
import { EventWriter } from '../events/event-writer.service.js';
import type { EventFields } from '../events/event.js';
import { UsersService } from '../users/users.service.js';
import { DEMO_APPS, type DemoApp } from './store-apps.js';

const FOLDER = path.resolve(import.meta.dirname, '../../examples');
/** Nobody can sign in as them: they have no password, and nobody gets mail at such an address. */
const PUBLISHER = { name: 'Flow-Like Examples', email: 'examples@flow-like.invalid' };
const FIND_APPS = `SELECT apps.id, meta.name, listing.app_id IS NOT NULL AS published
  FROM users JOIN memberships member ON member.user_id = users.id
    JOIN apps ON apps.id = member.app_id
    JOIN app_metadata meta ON meta.app_id = apps.id AND meta.target = '' AND meta.language = 'en'
    LEFT JOIN store_listings listing ON listing.app_id = apps.id
  WHERE lower(users.email) = $1`;

/** An api that nobody can call, and where nobody has to look at what is published. */
const SETTINGS = { PUBLICATION_REVIEW: 'automatic', LOG_LEVEL: 'error' };

interface FoundApp {
  readonly id: string;
  readonly name: string;
  readonly published: boolean;
}

/**
 * Publishes the demo apps through the services that everybody's apps go through, with the settings of an api. What
 * is in the store already stays as it is; what an earlier start did not finish is made again. Only for a server that
 * somebody tries out.
 */
export async function seedStore(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig({ ...env, ...SETTINGS }, 'api');
  if (config.production) throw new Error('The demo store is not for production');
  const found = await findApps(config.database.url);
  const published = found.filter((app) => app.published).map(({ name }) => name);
  const missing = DEMO_APPS.filter(({ name }) => !published.includes(name));
  if (missing.length === 0) return;
  const { createApi } = await import('../api.js');
  const api = await createApi(config);
  try {
    await api.init();
    const unfinished = found.filter((app) => !app.published);
    for (const { id } of unfinished) await api.get(AppsService, ANYWHERE).removeApp(id);
    const userId = await publisherId(api);
    for (const app of missing) await publish(api, userId, app);
  } finally {
    await api.close();
  }
}

const ANYWHERE = { strict: false } as const;

async function findApps(databaseUrl: string): Promise<FoundApp[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<FoundApp>(FIND_APPS, [PUBLISHER.email])).rows;
  } finally {
    await client.end();
  }
}

async function publisherId(api: INestApplicationContext): Promise<string> {
  const users = api.get(UsersService, ANYWHERE);
  const known = await users.findByEmail(PUBLISHER.email);
  if (known !== null) return known.id;
  return (await users.createUser({ ...PUBLISHER, emailVerified: false, passwordHash: null })).id;
}

async function publish(api: INestApplicationContext, userId: string, demo: DemoApp): Promise<void> {
  const { name, description, longDescription, category, schedule } = demo;
  const { id } = await api.get(AppsService, ANYWHERE).createApp(userId, {
    visibility: 'Prototype',
    category,
    bits: [],
    language: 'en',
    metadata: { name, description, longDescription, tags: [...demo.tags] },
  });
  const text = await readFile(path.join(FOLDER, demo.file), 'utf8');
  const { id: boardId } = await api.get(BoardWriter, ANYWHERE).putShort(id, 'new', text, undefined);
  const draft = await api.get(BoardsService, ANYWHERE).getDraft(id, boardId);
  const start = (JSON.parse(draft.text) as BoardJson).nodes[demo.start]!;
  const events = api.get(EventWriter, ANYWHERE);
  const once = { bump: undefined, readAt: undefined };
  await events.save(id, 'new', eventOn(boardId, start, { name, description }), once);
  if (schedule !== undefined)
    await events.save(id, 'new', eventOn(boardId, start, scheduled(name, schedule)), once);
  const wanted = { visibility: 'Public', userId } as const;
  await api.get(VisibilityService, ANYWHERE).changeVisibility(id, wanted);
}

function eventOn(boardId: string, node: NodeJson, more: Partial<EventFields>): EventFields {
  return {
    name: '',
    description: '',
    board_id: boardId,
    board_version: null,
    node_id: node.id,
    event_type: node.name === 'events_simple' ? 'quick_action' : 'generic_form',
    variables: {},
    config: [],
    active: true,
    canary: null,
    priority: 0,
    notes: null,
    default_page_id: null,
    route: null,
    is_default: false,
    ...more,
  };
}

function scheduled(name: string, schedule: object): Partial<EventFields> {
  return {
    name: `${name}, by itself`,
    description: 'Every morning of a working day, once it is switched on.',
    event_type: 'cron',
    config: [...Buffer.from(JSON.stringify(schedule))],
    active: false,
  };
}
