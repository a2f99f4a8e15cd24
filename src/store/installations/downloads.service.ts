import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The owner's own copies say nothing of how many people want the app. */
const NOTE = `INSERT INTO app_downloads (app_id, user_id)
  SELECT $1, $2 WHERE NOT EXISTS (
    SELECT FROM memberships member JOIN apps ON apps.id = member.app_id AND apps.owner_role_id = member.role_id
    WHERE member.app_id = $1 AND member.user_id = $2)
  ON CONFLICT DO NOTHING RETURNING user_id`;

/** How many people have got an app: each counts once, however often they install it. */
@Injectable()
export class Downloads {
  /** Best at the end of a transaction: whoever else gets the app waits for it from here on. */
  async count(manager: EntityManager, appId: string, userId: string): Promise<void> {
    const noted = await manager.query<object[]>(NOTE, [appId, userId]);
    if (noted.length === 0) return;
    for (const [table, key] of [
      ['apps', 'id'],
      ['store_listings', 'app_id'],
    ] as const)
      await manager.query(
        `UPDATE ${table} SET download_count = download_count + 1 WHERE ${key} = $1`,
        [appId],
      );
  }
}
