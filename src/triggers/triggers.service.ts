import { Injectable } from '@nestjs/common';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { SecretValues } from '../boards/secrets/secret-values.service.js';
import { isPermitted } from '../common/app-permission.js';
import { ConflictError, InvalidError, NotFoundError } from '../common/errors.js';
import type { Caller } from '../common/principal.js';
import { type Statement, Sql } from '../database/sql.js';
import { isUniqueViolation } from '../database/violations.js';
import { nextTick } from './schedule.js';
import type { TriggerRow } from './trigger.js';
import { PATH_RULE, triggerPath } from './trigger-path.js';
import { isServed } from './trigger-plan.js';
import * as statements from './trigger-statements.js';
import { pathTaken } from './trigger-writer.service.js';
import { newWebhookSecret } from './webhook-signature.js';

const TOKEN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** The triggers of events, for those who may change the events. */
@Injectable()
export class TriggersService {
  constructor(
    private readonly sql: Sql,
    private readonly access: AppAccessService,
    private readonly secrets: SecretValues,
  ) {}

  /** Of all apps in which the caller may write events. */
  async list(caller: Caller): Promise<TriggerRow[]> {
    return this.sql.rows(statements.LIST, [await this.appsOf(caller)]);
  }

  /** Throws NotFoundError and ForbiddenError as every other route of the app. */
  async listOfApp(caller: Caller, appId: string): Promise<TriggerRow[]> {
    await this.access.requirePermission(caller, appId, 'WriteEvents');
    return this.listTriggers(appId);
  }

  /** For whoever asks: they hold secrets, encrypted. */
  async listTriggers(appId: string): Promise<TriggerRow[]> {
    return this.sql.rows(statements.LIST, [[appId]]);
  }

  /**
   * Throws NotFoundError when the caller may write no such event, and ConflictError when they may write several
   * and don't say of which app.
   */
  async find(caller: Caller, eventId: string, appId?: string): Promise<TriggerRow> {
    const apps = await this.appsOf(caller);
    const wanted = appId === undefined ? apps : apps.filter((id) => id === appId);
    const found = await this.sql.rows<TriggerRow>(statements.FIND, [wanted, eventId]);
    if (found.length > 1)
      throw new ConflictError('Several apps have an event of this id; say which as ?app_id=', {
        errors: found.map((row) => ({ path: 'app_id', message: `may be ${row.app_id}` })),
      });
    const [only] = found;
    if (only === undefined)
      throw new NotFoundError(`There is no trigger of an event ${eventId.slice(0, 200)}`);
    return only;
  }

  /** Throws InvalidError, and ConflictError when another event of the app has the path. */
  async change(
    trigger: TriggerRow,
    { path, authToken }: { path?: string | undefined; authToken?: string | undefined },
  ): Promise<void> {
    if ((path !== undefined || authToken !== undefined) && trigger.kind !== 'http')
      throw new ConflictError(`A trigger of the kind ${trigger.kind} has no path and no token`);
    const plain = path === undefined ? undefined : triggerPath(path);
    if (path !== undefined && plain === undefined)
      throw new InvalidError('The path cannot be used', [{ path: 'path', message: PATH_RULE }]);
    if (authToken !== undefined && authToken !== '' && !TOKEN.test(authToken))
      throw new InvalidError('The token cannot be used', [
        { path: 'auth_token', message: 'must be printable ASCII, without a space at either end' },
      ]);
    if (plain !== undefined)
      await this.withPath(trigger, plain, () => this.write(statements.SET_PATH, trigger, plain));
    if (authToken === undefined) return;
    const sealed = authToken === '' ? null : this.secrets.sealText(authToken, trigger.app_id);
    await this.write(statements.SET_TOKEN, trigger, sealed);
  }

  /** Throws ConflictError when the event is switched off, or its path is taken by now. */
  async toggle(trigger: TriggerRow): Promise<void> {
    const { event_name: name, event_active: isActive, kind, live } = trigger;
    if (!isActive) throw new ConflictError(`The event ${name} is switched off, or runs nothing`);
    if (!isServed(kind)) throw new ConflictError(`This server does not serve triggers of ${kind}`);
    const { cron_expression: expression, cron_timezone: timezone } = trigger;
    const next =
      live || expression === null || timezone === null
        ? null
        : nextTick({ expression, timezone }, new Date());
    const values = [trigger.app_id, trigger.event_id, !live, next];
    await this.withPath(trigger, trigger.path, () => this.sql.rows(statements.SWITCH, values));
  }

  /** Senders must sign from now on, with the answer. Another secret before it counts no more. */
  async makeSecret(trigger: TriggerRow): Promise<string> {
    if (trigger.kind !== 'http')
      throw new ConflictError(`A trigger of the kind ${trigger.kind} takes no signatures`);
    const secret = newWebhookSecret();
    const sealed = this.secrets.sealText(secret, trigger.app_id);
    await this.write(statements.SET_SECRET, trigger, sealed);
    return secret;
  }

  async removeSecret(trigger: TriggerRow): Promise<void> {
    await this.write(statements.SET_SECRET, trigger, null);
  }

  /** Until the event is saved again nothing starts it. */
  async remove({ app_id: appId, event_id: eventId }: TriggerRow): Promise<void> {
    await this.sql.rows(statements.REMOVE, [appId, eventId]);
  }

  private async appsOf(caller: Caller): Promise<string[]> {
    if (caller.via !== 'api-key') return this.access.appsPermitting(caller, 'WriteEvents');
    return isPermitted(caller.permissions, 'WriteEvents') ? [caller.appId] : [];
  }

  private async write(
    statement: Statement,
    { app_id: appId, event_id: eventId }: TriggerRow,
    value: string | null,
  ): Promise<void> {
    const written = await this.sql.rows(statement, [appId, eventId, value]);
    if (written.length === 0) throw new NotFoundError(`There is no trigger of an event ${eventId}`);
  }

  private async withPath(
    { app_id: appId, event_id: eventId }: TriggerRow,
    path: string | null,
    act: () => Promise<unknown>,
  ): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!isUniqueViolation(error, 'triggers_by_path')) throw error;
      const key = [appId, eventId, path];
      throw pathTaken((await this.sql.rows<TriggerRow>(statements.FIND_OTHER, key))[0]);
    }
  }
}
