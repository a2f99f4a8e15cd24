import { IsOptional, IsString, MaxLength } from 'class-validator';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import { METHODS, type TriggerKind, type TriggerRow } from '../trigger.js';

/** Stands for a webhook secret that is there. */
const MASKED = 'whsec_********';

/** The trigger of an event, as the ecosystem's clients know it: a sink. */
export class SinkDto {
  /**
   * The event's id: it has one trigger.
   * @example m3b0u8xxat96iws9zmbrgj3a
   */
  id: string;

  /** @example m3b0u8xxat96iws9zmbrgj3a */
  event_id: string;

  /** @example Take orders */
  event_name: string;

  /** @example y3k0u8xxat96iws9zmbrgj3a */
  app_id: string;

  /** @example http */
  sink_type: TriggerKind;

  /**
   * Whether it starts the event now: both are switched on.
   * @example true
   */
  active: boolean;

  /**
   * Begins with a slash. Null = nobody can call it.
   * @example /orders
   */
  path: string | null;

  /**
   * The only method it takes; null = any.
   * @example POST
   */
  method: (typeof METHODS)[number] | null;

  /**
   * Whether no credentials of a user or key are needed.
   * @example true
   */
  public_endpoint: boolean;

  /** @example false */
  has_auth_token: boolean;

  /**
   * What its senders sign with: in full only in the answer that made it. Null = they need not sign.
   * @example whsec_********
   */
  webhook_secret: string | null;

  /** @example null */
  cron_expression: string | null;

  /** @example null */
  cron_timezone: string | null;

  /**
   * When the clock starts it next.
   * @example null
   */
  next_at: string | null;

  /** @example 2025-01-01T12:00:00.000Z */
  last_run_at: string | null;

  /** @example 019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90 */
  last_run_id: string | null;

  /**
   * Why the clock could not start it the last time.
   * @example null
   */
  last_error: string | null;

  /**
   * Ticks of the clock that were left out, because no worker ran.
   * @example 0
   */
  skipped_ticks: number;

  /** @example 2025-01-01T12:00:00.000Z */
  created_at: string;

  /** @example 2025-01-01T12:00:00.000Z */
  updated_at: string;

  /** `secret` = the one that was just made. */
  static from(row: TriggerRow, secret?: string): SinkDto {
    return {
      id: row.event_id,
      event_id: row.event_id,
      event_name: row.event_name,
      app_id: row.app_id,
      sink_type: row.kind,
      active: row.live,
      path: row.path,
      method: row.method,
      public_endpoint: row.open,
      has_auth_token: row.auth_token !== null,
      webhook_secret: secret ?? (row.webhook_secret === null ? null : MASKED),
      cron_expression: row.cron_expression,
      cron_timezone: row.cron_timezone,
      next_at: row.next_at?.toISOString() ?? null,
      last_run_at: row.last_at?.toISOString() ?? null,
      last_run_id: row.last_run_id,
      last_error: row.last_error,
      skipped_ticks: row.skipped,
      created_at: row.created_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
    };
  }
}

@IgnoresUnknownFields()
export class ChangeSinkDto {
  /**
   * A path of its own, instead of the event's route.
   * @example /orders
   */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  path?: string | null;

  /**
   * What callers must send as bearer; an empty one removes it.
   * @example a long text nobody guesses
   */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  auth_token?: string | null;
}

/** Which of several apps is meant, where an event of the same id is in all of them. */
export class SinkAppDto {
  @IsOptional()
  @IsString()
  @MaxLength(200)
  app_id?: string;
}

export class SinkStatusDto {
  /** @example true */
  active: boolean;
}
