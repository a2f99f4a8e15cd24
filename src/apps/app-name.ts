import type { EntityManager } from 'typeorm';

/** In SQL, what an app is called: in English if that is known, else in any language, else by its id. */
export const appName = (appId: string): string =>
  `COALESCE((SELECT meta.name FROM app_metadata meta WHERE meta.app_id = ${appId} AND meta.target = ''
    ORDER BY meta.language = 'en' DESC, meta.language LIMIT 1), ${appId})`;

export async function nameOfApp(manager: EntityManager, appId: string): Promise<string> {
  const [{ name }] = await manager.query<[{ name: string }]>(
    `SELECT ${appName('$1::text')} AS name`,
    [appId],
  );
  return name;
}
