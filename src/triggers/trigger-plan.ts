import { InvalidError } from '../common/errors.js';
import type { EventFields } from '../events/event.js';
import { scheduleFault } from './schedule.js';
import {
  type Method,
  METHODS,
  type Schedule,
  type TriggerKind,
  type TriggerPlan,
} from './trigger.js';
import { PATH_RULE, triggerPath } from './trigger-path.js';

const KINDS = ['cron', 'discord', 'telegram', 'email', 'chat'] as const;
/** Types of events that are made to be called by everybody; forms and chats may have routes of pages. */
const OPEN_TYPES = new Set(['api', 'http', 'webhook']);
const EXPRESSION = ['cron_expression', 'cronExpression', 'cron', 'schedule', 'expression'];
const TIMEZONE = ['timezone', 'tz', 'cron_timezone', 'cronTimezone'];

type Config = Readonly<Record<string, unknown>>;
type Event = Pick<EventFields, 'event_type' | 'config' | 'route' | 'active'>;

/** The trigger of an event. Throws InvalidError naming the field that keeps it from having one. */
export function planOf(event: Event): TriggerPlan {
  const config = configOf(event.config);
  const kind = KINDS.find((name) => name === event.event_type) ?? 'http';
  if (kind === 'http') return httpPlan(event, config);
  const schedule = kind === 'cron' ? scheduleOf(config, event.active) : null;
  return { kind, path: null, method: null, open: false, schedule };
}

/** Whether something outside starts the event: a clock, a message, or whoever calls its address. */
export function startsByItself(event: Event): boolean {
  const { kind, open } = planOf({ ...event, active: false });
  return kind !== 'http' || open || OPEN_TYPES.has(event.event_type);
}

/** Whether two events are started in the same way, by the same people; their schedules may differ. */
export function isSameTrigger(one: Event, other: Event): boolean {
  const [left, right] = [one, other].map((event) => planOf({ ...event, active: false }));
  const same = ['kind', 'path', 'method', 'open'] as const;
  return one.event_type === other.event_type && same.every((name) => left![name] === right![name]);
}

/** Whether a trigger of this kind is served here. */
export const isServed = (kind: TriggerKind): boolean => kind === 'http' || kind === 'cron';

function httpPlan({ event_type: type, route }: Event, config: Config): TriggerPlan {
  const isForCalls = OPEN_TYPES.has(type);
  const method = isForCalls ? methodOf(config) : null;
  const open = publicOf(config, isForCalls);
  const said = route ?? firstText(config, ['path', 'path_suffix']);
  const path = said === undefined ? null : triggerPath(said);
  // Pages have routes, too, by rules of their own: those just can't be called.
  if (path === undefined && isForCalls)
    throw refused(route === null ? 'event.config' : 'event.route', PATH_RULE);
  return { kind: 'http', path: path ?? null, method, open, schedule: null };
}

function methodOf({ method }: Config): Method | null {
  if (method === undefined || method === null || method === '') return null;
  const name = typeof method === 'string' ? method.toUpperCase() : '';
  if (name === 'ANY' || name === 'ALL' || name === '*') return null;
  const known = METHODS.find((one) => one === name);
  if (known !== undefined) return known;
  throw refused('event.config', `method must be one of ${METHODS.join(', ')}, or ANY`);
}

function publicOf({ public_endpoint: said }: Config, otherwise: boolean): boolean {
  if (said === undefined || said === null) return otherwise;
  if (typeof said === 'boolean') return said;
  throw refused('event.config', 'public_endpoint must be true or false');
}

/** An event that is switched off may lack its schedule yet. */
function scheduleOf(config: Config, active: boolean): Schedule | null {
  const expression = firstText(config, EXPRESSION)?.trim();
  if (expression === undefined) {
    if (!active) return null;
    throw refused(
      'event.config',
      'cron_expression must hold a cron expression such as */5 * * * *',
    );
  }
  const schedule = { expression, timezone: firstText(config, TIMEZONE)?.trim() ?? 'UTC' };
  const fault = scheduleFault(schedule);
  if (fault !== undefined) throw refused('event.config', fault);
  return schedule;
}

function configOf(bytes: readonly number[]): Config {
  if (bytes.length === 0) return {};
  return JSON.parse(Buffer.from(bytes).toString()) as Config;
}

function firstText(config: Config, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = Object.hasOwn(config, name) ? config[name] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return undefined;
}

function refused(path: string, message: string): InvalidError {
  return new InvalidError(`The event can't be saved: see ${path}: ${message}`, [{ path, message }]);
}
