/** What starts an event. Only `http` and `cron` are served; the others wait for whoever serves them. */
export type TriggerKind = 'http' | 'cron' | 'discord' | 'telegram' | 'email' | 'chat';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export interface Schedule {
  /** Five fields, or six with seconds first. */
  readonly expression: string;
  /** IANA name. */
  readonly timezone: string;
}

/** What an event says of its trigger. */
export interface TriggerPlan {
  readonly kind: TriggerKind;
  /** Begins with a slash; null = none, nobody can call it. */
  readonly path: string | null;
  /** Null = any. */
  readonly method: Method | null;
  /** Whether everybody may call it who has its token or signature, or anybody where it has neither. */
  readonly open: boolean;
  readonly schedule: Schedule | null;
}

export interface TriggerRow {
  readonly app_id: string;
  readonly event_id: string;
  readonly event_name: string;
  readonly kind: TriggerKind;
  readonly event_active: boolean;
  /** Whether it starts the event now: its own switch and the event's. */
  readonly live: boolean;
  readonly path: string | null;
  readonly method: Method | null;
  readonly open: boolean;
  /** Encrypted, as is the next one. */
  readonly auth_token: string | null;
  readonly webhook_secret: string | null;
  readonly cron_expression: string | null;
  readonly cron_timezone: string | null;
  readonly next_at: Date | null;
  readonly last_at: Date | null;
  readonly last_run_id: string | null;
  readonly last_error: string | null;
  readonly skipped: number;
  readonly created_at: Date;
  readonly updated_at: Date;
}
