import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { LRUCache } from 'lru-cache';
import { DataSource } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { ConflictError, NotFoundError, UnauthenticatedError } from '../../common/errors.js';
import type { AppKey } from '../../common/principal.js';
import type { RequestOrigin } from '../../common/request-origin.js';
import { hashOf, randomSecret } from '../../common/secret-token.js';
import { Sql } from '../../database/sql.js';
import { Revocations } from '../../revocations/revocations.service.js';
import { lockApp } from '../app-lock.js';
import { Role } from '../roles/role.entity.js';
import { assertFitForKeys } from '../roles/role-rules.js';
import { RolesService } from '../roles/roles.service.js';
import { ApiKey } from './api-key.entity.js';

const MOST_PER_APP = 100;
/** What changes of a key's role is felt after this long at the latest; a removal at once. */
const REMEMBERED_MS = 5000;
/** An app's id may hold dots. */
const FORMAT = /^flk_(.{1,200})\.([a-z0-9]{24})\.([\w-]{43})$/;

const REMOVE = {
  name: 'api-keys.remove',
  text: `WITH removed AS (DELETE FROM app_api_keys WHERE app_id = $1 AND id = $2 RETURNING id),
    revoked AS (INSERT INTO revocations (subject) SELECT id FROM removed ON CONFLICT DO NOTHING)
    SELECT id FROM removed`,
};
/** Notes the use, unless that was done lately: a write per request would cost more than the request. */
const USE = {
  name: 'api-keys.use',
  text: `WITH used AS (UPDATE app_api_keys SET last_used_at = now()
      WHERE id = $1 AND app_id = $2 AND hash = $3
        AND (last_used_at IS NULL OR last_used_at < now() - interval '5 minutes'))
    SELECT role.permissions::integer AS permissions, key.expires_at
    FROM app_api_keys key JOIN roles role ON role.id = key.role_id
    WHERE key.id = $1 AND key.app_id = $2 AND hash = $3`,
};

interface KeyRow {
  readonly permissions: number;
  readonly expires_at: Date | null;
}

interface VerifiedKey {
  readonly caller: AppKey;
  readonly expiresAt: number;
}

export interface NewApiKey {
  readonly name: string;
  readonly description: string | null;
  /** Null = the role that those get who join. */
  readonly roleId: string | null;
  readonly expiresAt: Date | null;
}

/** Keys that let programs into one app: `flk_<app id>.<key id>.<secret>`. */
@Injectable()
export class ApiKeysService {
  private readonly verified = new LRUCache<string, VerifiedKey>({
    max: 10_000,
    ttl: REMEMBERED_MS,
  });

  constructor(
    private readonly dataSource: DataSource,
    private readonly roles: RolesService,
    private readonly sql: Sql,
    private readonly revocations: Revocations,
    private readonly audit: AuditService,
  ) {}

  /** Newest first, each with its role. */
  async listKeys(appId: string): Promise<{ key: ApiKey; role: Role }[]> {
    const { manager } = this.dataSource;
    const keys = await manager.find(ApiKey, { where: { appId }, order: { createdAt: 'DESC' } });
    const roles = new Map((await manager.findBy(Role, { appId })).map((role) => [role.id, role]));
    return keys.flatMap((key) => {
      const role = roles.get(key.roleId); // none if it was removed between the two queries
      return role === undefined ? [] : [{ key, role }];
    });
  }

  /**
   * Answers the key with its text, which nobody can read again. Throws NotFoundError for an unknown role,
   * ForbiddenError for the owner's, ConflictError when there are 100 keys.
   */
  createKey(
    appId: string,
    userId: string,
    { roleId, ...fields }: NewApiKey,
    origin: RequestOrigin,
  ): Promise<{ id: string; text: string; role: Role }> {
    const [id, secret] = [createId(), randomSecret()];
    return this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      const role = await this.roles.getRole(appId, roleId ?? app.defaultRoleId!, manager);
      assertFitForKeys(app, role);
      if ((await manager.countBy(ApiKey, { appId })) >= MOST_PER_APP)
        throw new ConflictError(`There are ${MOST_PER_APP} keys already; remove some first`);
      await manager.insert(ApiKey, { ...fields, id, appId, roleId: role.id, hash: hashOf(secret) });
      const details = { app_id: appId, key_id: id, name: fields.name, role_id: role.id };
      await this.audit.record('api-key.created', userId, origin, details, manager);
      return { id, text: `flk_${appId}.${id}.${secret}`, role };
    });
  }

  /** From here on it opens nothing. Throws NotFoundError. */
  async removeKey(appId: string, userId: string, id: string, origin: RequestOrigin): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const removed = await manager.query<object[]>(REMOVE.text, [appId, id]);
      if (removed.length === 0) throw new NotFoundError('There is no such key');
      const details = { app_id: appId, key_id: id };
      await this.audit.record('api-key.removed', userId, origin, details, manager);
    });
    this.revocations.announce([id]);
  }

  /** What a key may do, and where. Throws UnauthenticatedError. */
  async verify(text: string): Promise<AppKey> {
    const [, appId, id, secret] = FORMAT.exec(text) ?? [];
    if (appId === undefined) throw refused();
    const known = this.verified.get(text) ?? (await this.look(appId, id!, secret!));
    if (known.expiresAt <= Date.now()) throw new UnauthenticatedError('The API key has expired');
    if (this.revocations.has(id!)) throw refused();
    this.verified.set(text, known, { noUpdateTTL: true });
    return known.caller;
  }

  private async look(appId: string, id: string, secret: string): Promise<VerifiedKey> {
    const [row] = await this.sql.rows<KeyRow>(USE, [id, appId, hashOf(secret)]);
    if (row === undefined) throw refused();
    const { permissions, expires_at: expiresAt } = row;
    return {
      caller: { via: 'api-key', appId, credentialId: id, permissions },
      expiresAt: expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    };
  }
}

function refused(): UnauthenticatedError {
  return new UnauthenticatedError('The API key is not known');
}
