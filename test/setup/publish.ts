import { DataSource } from 'typeorm';
import { lockApp } from '../../src/apps/app-lock.js';
import { AppContents } from '../../src/store/publications/app-contents.service.js';
import type { Person, Teams } from './teams.js';

/** Publishes what an app is now. */
export async function publish(teams: Teams, author: Person, appId: string): Promise<number> {
  const { app } = teams.api;
  return app.get(DataSource).transaction(async (manager) => {
    await lockApp(manager, appId);
    const content = JSON.stringify(await app.get(AppContents).takeUsed(manager, appId));
    const [{ version }] = await manager.query(
      `INSERT INTO publications (app_id, version, status, visibility, listing, content, bytes, release_notes)
        SELECT $1, count(*) + 1, 'approved', 'Public', '{}', $2, $3, 'Notes of ' || count(*) + 1
        FROM publications WHERE app_id = $1 RETURNING version`,
      [appId, content, content.length],
    );
    await manager.query(`UPDATE apps SET visibility = 'Public' WHERE id = $1`, [appId]);
    await manager.query(
      `INSERT INTO store_listings (app_id, publisher_id, name, visibility, version)
        VALUES ($1, $2, 'Greeter', 'Public', $3) ON CONFLICT (app_id) DO UPDATE SET version = $3`,
      [appId, author.id, version],
    );
    return version;
  });
}
