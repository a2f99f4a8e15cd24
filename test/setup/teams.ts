import pg from 'pg';
import { type Answer, ApiClient } from './api-client.js';
import { createSurroundings, type RunningApp, startApp } from './app.js';
import { insertMember, type TestApp } from './apps.js';

/** Somebody with an account, as their program calls the API. */
export class Person extends ApiClient {
  /** For requests that are written by hand. */
  readonly sends: Readonly<Record<string, string>>;

  constructor(
    url: string,
    readonly token: string,
    readonly id: string,
  ) {
    super(url, { authorization: `Bearer ${token}` });
    this.sends = { authorization: `Bearer ${token}` };
  }
}

/** A server with people and apps, for the stories of teams. */
export class Teams {
  private constructor(
    readonly api: RunningApp,
    readonly database: pg.Pool,
    private readonly drop: () => Promise<void>,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Teams> {
    const surroundings = await createSurroundings();
    const api = await startApp('api', { ...surroundings.env, ...env });
    const database = new pg.Pool({ connectionString: surroundings.database.url, max: 4 });
    return new Teams(api, database, () => surroundings.database.drop());
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.api.close();
    await this.drop();
  }

  get client(): ApiClient {
    return new ApiClient(this.api.url);
  }

  async person(): Promise<Person> {
    const { access_token: token, user } = await this.client.register();
    return new Person(this.api.url, token, user.id);
  }

  people(count: number): Promise<Person[]> {
    return Promise.all(Array.from({ length: count }, () => this.person()));
  }

  /** Somebody new who is in an app already. */
  async member(app: TestApp, role: keyof TestApp['roles'] = 'user'): Promise<Person> {
    const member = await this.person();
    await insertMember(this.database, app.id, member.id, app.roles[role]);
    return member;
  }

  async ban({ id }: Person): Promise<void> {
    await this.database.query(`UPDATE users SET status = 'Banned' WHERE id = $1`, [id]);
  }

  async roleOf(app: TestApp, { id }: Person): Promise<string | undefined> {
    const { rows } = await this.database.query<{ role_id: string }>(
      'SELECT role_id FROM memberships WHERE app_id = $1 AND user_id = $2',
      [app.id, id],
    );
    return rows[0]?.role_id;
  }

  async ownersOf(app: TestApp): Promise<string[]> {
    const { rows } = await this.database.query<{ user_id: string }>(
      'SELECT user_id FROM memberships WHERE app_id = $1 AND role_id = $2',
      [app.id, app.roles.owner],
    );
    return rows.map(({ user_id: id }) => id);
  }

  /** How many rows of a table are an app's. */
  async countOf(table: string, { id }: TestApp): Promise<number> {
    const { rows } = await this.database.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM ${table} WHERE app_id = $1`,
      [id],
    );
    return rows[0]!.n;
  }
}

/** A path below an app. */
export const of = ({ id }: TestApp, path: string): string => `/api/v1/apps/${id}/${path}`;

export const statuses = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).toSorted();
