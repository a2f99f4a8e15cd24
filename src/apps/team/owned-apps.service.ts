import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConflictError, ForbiddenError, NotFoundError } from '../../common/errors.js';
import { Config } from '../../config/config.js';
import { appName } from '../app-name.js';

const MOST_NAMED = 10;
const OWNED = `apps JOIN memberships member
  ON member.app_id = apps.id AND member.role_id = apps.owner_role_id AND member.user_id = $1`;

interface OwnedApp {
  readonly id: string;
  readonly name: string;
  readonly members: number;
}

/** What it means for people to own apps. */
@Injectable()
export class OwnedApps {
  constructor(private readonly config: Config) {}

  /**
   * Throws ForbiddenError when somebody has as many apps as anybody may, NotFoundError when their account
   * is gone. The lock lasts as long as the
   * transaction and makes two that come at once count each other.
   */
  async assertRoomFor(userId: string, manager: EntityManager): Promise<void> {
    const { appsPerUser } = this.config.limits;
    const found = await manager.query<object[]>('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [
      userId,
    ]);
    if (found.length === 0) throw new NotFoundError(`There is no user ${userId.slice(0, 100)}`);
    const [{ owned }] = await manager.query<[{ owned: number }]>(
      `SELECT count(*)::integer AS owned FROM ${OWNED}`,
      [userId],
    );
    if (owned >= appsPerUser)
      throw new ForbiddenError(
        `Nobody may own more than ${appsPerUser} apps; this would be one more`,
      );
  }

  /**
   * Before an account goes: removes the apps that are its owner's alone. Throws ConflictError naming those
   * that have other members.
   */
  async removeAll(userId: string, manager: EntityManager): Promise<void> {
    // From here on nobody can make this user the owner of anything, …
    await manager.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
    // … from here on nobody can join the apps, and what is read next is what they are.
    await manager.query(`SELECT 1 FROM ${OWNED} ORDER BY apps.id FOR UPDATE OF apps`, [userId]);
    const owned = await manager.query<OwnedApp[]>(
      `SELECT apps.id, ${appName('apps.id')} AS name,
        (SELECT count(*) FROM memberships WHERE app_id = apps.id)::integer AS members
      FROM ${OWNED} ORDER BY apps.id`,
      [userId],
    );
    const shared = owned.filter(({ members }) => members > 1);
    if (shared.length > 0)
      throw new ConflictError(
        `You own apps that have other members; make one of them the owner first: ${namesOf(shared)}`,
      );
    const ids = owned.map(({ id }) => id);
    await manager.query('DELETE FROM apps WHERE id = ANY($1)', [ids]);
  }
}

function namesOf(apps: readonly OwnedApp[]): string {
  const named = apps.slice(0, MOST_NAMED).map(({ id, name }) => `${name} (${id})`);
  const rest = apps.length - named.length;
  return rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ');
}
