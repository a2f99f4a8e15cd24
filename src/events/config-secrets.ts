import { Float, parseValue, printValue, type Value, type ValueObject } from '../engine/index.js';

const SECRET_WORDS = new Set([
  'apikey',
  'authorization',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'pat',
  'privatekey',
  'secret',
]);
const SECRET_KEYS = new Set(['access', 'api', 'encryption', 'private', 'secret', 'signing']);

/** Whether a field of an event's config is a secret, by its name: `secret_smtp_password`, `botToken`, `api-key`. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const [last, before] = [words.at(-1) ?? '', words.at(-2) ?? ''];
  if (words.some((word) => SECRET_WORDS.has(word))) return true;
  return last === 'token' || (last === 'key' && SECRET_KEYS.has(before));
}

/** Of a secret field: what it holds, what the field at the same place of `beside` holds, and its place. */
type Change = (value: Value, beside: Value | undefined, path: string) => Value;

/**
 * A config (bytes of a JSON object) with its secret fields changed, however deep they lie; the very same bytes
 * when there are none. Numbers and flags are no secrets, whatever they are called.
 */
export function mapSecrets(config: number[], change: Change, beside: number[] = []): number[] {
  const value = read(config);
  if (value === undefined) return config;
  const mapped = mapWithin(value, read(beside), change, '');
  return mapped === value ? config : [...Buffer.from(printValue(mapped))];
}

/** The places of the secret fields of a config, such as `mail.password`, whether they hold something or not. */
export function secretPlaces(config: number[]): string[] {
  const places: string[] = [];
  mapSecrets(config, (value, _, place) => {
    places.push(place);
    return value;
  });
  return places;
}

/** Undefined for no bytes. Throws what `parseValue` throws. */
function read(config: number[]): Value | undefined {
  return config.length === 0 ? undefined : parseValue(Buffer.from(config).toString());
}

function mapWithin(value: Value, beside: Value | undefined, change: Change, path: string): Value {
  if (Array.isArray(value)) {
    const others = Array.isArray(beside) ? (beside as readonly Value[]) : [];
    const mapped = (value as readonly Value[]).map((one, at) =>
      mapWithin(one, others[at], change, placeIn(path, String(at))),
    );
    return mapped.some((one, at) => one !== value[at]) ? mapped : value;
  }
  if (!isObject(value)) return value;
  const within: Change = (one, other, place) => mapWithin(one, other, change, place);
  const mapped = Object.entries(value).map(([name, one]): [string, Value] => {
    const other = isObject(beside) && Object.hasOwn(beside, name) ? beside[name] : undefined;
    const place = placeIn(path, name);
    const map = isSecret(name, one) ? change : within;
    return [name, map(one, other, place)];
  });
  return mapped.some(([name, one]) => one !== value[name]) ? Object.fromEntries(mapped) : value;
}

const placeIn = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function isSecret(name: string, value: Value): boolean {
  const canBe = value === null || typeof value === 'string' || Array.isArray(value);
  return (canBe || isObject(value)) && isSecretName(name);
}

function isObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Float)
  );
}
