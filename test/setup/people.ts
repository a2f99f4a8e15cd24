import assert from 'node:assert/strict';
import { DataSource } from 'typeorm';
import { ApiClient } from './api-client.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from './app.js';

export const PUBLIC_URL = 'https://flow.example.com';

/** Ids that nobody has, and that would do harm where they are not taken for what they are. */
export const HOSTILE_IDS = ["' OR 1=1 --", '%', '_', '\0', 'null', '__proto__', 'x'.repeat(10_000)];

export interface Somebody {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly client: ApiClient;
}

/** What a refusal says of single fields. */
export interface Refusal {
  readonly errors: readonly { readonly path: string }[];
}

/** As the editor's client calls: with the content type on every request, whether there is a body or not. */
export function editor(url: string, token: string): ApiClient {
  return new ApiClient(url, { 'content-type': 'application/json' }).as(token);
}

/** One member of every object in a list. */
export function pick(list: object[], member: string): unknown[] {
  return list.map((item) => (item as Record<string, unknown>)[member]);
}

/** An api with an administrator, where people come and go. */
export class People {
  private constructor(
    readonly surroundings: Surroundings,
    readonly api: RunningApp,
    readonly admin: ApiClient,
  ) {}

  static async start(): Promise<People> {
    const surroundings = await createSurroundings();
    const own = { PUBLIC_URL, FIRST_ADMIN_EMAIL: 'boss@example.com' };
    const api = await startApp('api', { ...surroundings.env, ...own });
    const { access_token: token } = await new ApiClient(api.url).register('boss@example.com');
    return new People(surroundings, api, editor(api.url, token));
  }

  async stop(): Promise<void> {
    await this.api.close();
    await this.surroundings.database.drop();
  }

  async somebody(change: object = {}): Promise<Somebody> {
    const { user, access_token: token } = await new ApiClient(this.api.url).register();
    const client = editor(this.api.url, token);
    const { status } = await client.put('/api/v1/user', change);
    assert.equal(status, 200);
    return { id: user.id, email: user.email, token, client };
  }

  query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return this.api.app.get(DataSource).query(text, values);
  }

  /** Calls with a body that no JSON.stringify writes. */
  raw(method: string, path: string, token: string, body: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    return fetch(this.api.url + path, { method, headers, body });
  }
}
