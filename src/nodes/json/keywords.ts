import {
  equalValues,
  Float,
  Interner,
  isObject,
  NodeError,
  printValue,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { compilePattern } from '../string/pattern.js';

// The words of JSON Schema that say something about values of one kind.

/** A check under way. */
export interface Check {
  fault(place: string, message: string): void;
  /** Counts work whose amount the value decides. Throws NodeError when it is too much. */
  spend(checks: number): void;
  against(value: Value, schema: Value | undefined, place: string): void;
  /** Whether a value fits, without telling why it does not. */
  fits(value: Value, schema: Value | undefined): boolean;
}

type Checker = (check: Check, value: Value, schema: ValueObject, place: string) => void;

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

export const checkKind: Checker = (check, value, schema, place) => {
  const { type, enum: choices } = schema;
  if (type !== undefined) {
    const types = (Array.isArray(type) ? type : [type]) as readonly Value[];
    const strange = types.find((one) => !TYPES.includes(one as string));
    if (strange !== undefined || types.length === 0)
      throw new NodeError(`type of a schema is one of ${TYPES.join(', ')}, or a list of them`);
    if (!types.some((one) => isOfType(value, one as string)))
      check.fault(place, `must be ${types.join(' or ')}`);
  }
  if (choices !== undefined) {
    if (!Array.isArray(choices)) throw new NodeError('enum of a schema is a list');
    check.spend(choices.length);
    if (!(choices as readonly Value[]).some((choice) => same(choice, value)))
      check.fault(place, `must be one of ${shortened(choices)}`);
  }
  if (schema.const !== undefined && !same(schema.const, value))
    check.fault(place, `must be ${shortened(schema.const)}`);
};

export const checkNumber: Checker = (check, value, schema, place) => {
  const number = numberOf(value);
  if (number === undefined) return;
  const least = limit(schema, 'minimum');
  const most = limit(schema, 'maximum');
  // Draft 4 says of a bound that it does not count itself; later ones have another bound for that.
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const above = exclusiveMinimum === true ? least : limit(schema, 'exclusiveMinimum');
  const below = exclusiveMaximum === true ? most : limit(schema, 'exclusiveMaximum');
  if (least !== undefined && number < least) check.fault(place, `must be at least ${least}`);
  if (most !== undefined && number > most) check.fault(place, `must be at most ${most}`);
  if (above !== undefined && number <= above) check.fault(place, `must be more than ${above}`);
  if (below !== undefined && number >= below) check.fault(place, `must be less than ${below}`);
  const step = limit(schema, 'multipleOf');
  if (step !== undefined && !isMultiple(number, step))
    check.fault(place, `must be a multiple of ${step}`);
};

export const checkText: Checker = (check, value, schema, place) => {
  if (typeof value !== 'string') return;
  const { minLength, maxLength, pattern } = schema;
  if (minLength !== undefined || maxLength !== undefined)
    checkCount(check, lengthOf(value), schema, 'Length', 'characters', place);
  if (pattern === undefined) return;
  if (!matches(check, value, pattern)) check.fault(place, `must match ${shortened(pattern)}`);
};

export const checkArray: Checker = (check, value, schema, place) => {
  if (!Array.isArray(value)) return;
  const items = value as readonly Value[];
  checkCount(check, items.length, schema, 'Items', 'items', place);
  const isOld = Array.isArray(schema.items);
  const first = schemasOf(schema, isOld ? 'items' : 'prefixItems');
  const others = isOld ? schema.additionalItems : schema.items;
  for (const [index, item] of items.entries()) {
    const rule = index < first.length ? first[index] : others;
    if (rule !== undefined && rule !== true) check.against(item, rule, `${place}/${index}`);
  }
  if (schema.contains !== undefined) checkContains(check, items, schema, place);
  if (schema.uniqueItems === true && hasTwins(items))
    check.fault(place, 'must not hold anything twice');
};

function checkContains(
  check: Check,
  items: readonly Value[],
  schema: ValueObject,
  place: string,
): void {
  const found = items.filter((item) => check.fits(item, schema.contains)).length;
  const least = limit(schema, 'minContains') ?? 1;
  const most = limit(schema, 'maxContains') ?? Infinity;
  if (found < least) check.fault(place, `must contain at least ${least} items that fit contains`);
  if (found > most) check.fault(place, `must contain at most ${most} items that fit contains`);
}

export const checkObject: Checker = (check, value, schema, place) => {
  if (!isObject(value)) return;
  const keys = Object.keys(value);
  checkCount(check, keys.length, schema, 'Properties', 'members', place);
  for (const name of namesOf(schema.required === true ? undefined : schema.required))
    if (!Object.hasOwn(value, name)) check.fault(place, `must have ${shortened(name)}`);
  checkMembers(check, value, schema, place);
  const dependent = {
    ...membersOf(schema, 'dependencies'),
    ...membersOf(schema, 'dependentRequired'),
    ...membersOf(schema, 'dependentSchemas'),
  };
  for (const [name, rule] of Object.entries(dependent)) {
    if (!Object.hasOwn(value, name)) continue;
    if (!Array.isArray(rule)) check.against(value, rule, place);
    else
      for (const other of namesOf(rule))
        if (!Object.hasOwn(value, other))
          check.fault(place, `must have ${shortened(other)} as it has ${shortened(name)}`);
  }
};

function checkMembers(check: Check, value: ValueObject, schema: ValueObject, place: string): void {
  const properties = membersOf(schema, 'properties');
  const patterns = Object.entries(membersOf(schema, 'patternProperties'));
  const { additionalProperties, propertyNames } = schema;
  for (const [key, member] of Object.entries(value)) {
    const at = `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const fitting = patterns.filter(([pattern]) => matches(check, key, pattern));
    const isNamed = Object.hasOwn(properties, key);
    if (isNamed) check.against(member, properties[key], at);
    for (const [, rule] of fitting) check.against(member, rule, at);
    if (!isNamed && fitting.length === 0 && additionalProperties !== undefined)
      check.against(member, additionalProperties, at);
    if (propertyNames !== undefined) check.against(key, propertyNames, at);
  }
}

function checkCount(
  check: Check,
  count: number,
  schema: ValueObject,
  what: string,
  unit: string,
  place: string,
): void {
  const least = limit(schema, `min${what}`);
  const most = limit(schema, `max${what}`);
  if (least !== undefined && count < least)
    check.fault(place, `must have at least ${least} ${unit}`);
  if (most !== undefined && count > most) check.fault(place, `must have at most ${most} ${unit}`);
}

function isOfType(value: Value, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'number') return numberOf(value) !== undefined;
  // To JSON Schema 1.0 is an integer.
  if (type === 'integer') return typeof value === 'bigint' || Number.isInteger(numberOf(value));
  return typeof value === type;
}

function numberOf(value: Value | undefined): number | undefined {
  if (value instanceof Float) return value.value;
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

function limit(schema: ValueObject, word: string): number | undefined {
  const value = schema[word];
  if (value === undefined || typeof value === 'boolean') return undefined;
  const number = numberOf(value);
  if (number === undefined) throw new NodeError(`${word} of a schema is a number`);
  return number;
}

function isMultiple(number: number, step: number): boolean {
  if (step <= 0) throw new NodeError('multipleOf of a schema is more than 0');
  const times = number / step;
  // 0.3 is three times 0.1 to people, though not to floats.
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

function matches(check: Check, text: string, pattern: Value): boolean {
  if (typeof pattern !== 'string') throw new NodeError('pattern of a schema is a text');
  const compiled = compilePattern(pattern);
  // What the matcher may have to do.
  check.spend(1 + Math.floor((text.length * compiled.programSize()) / 1000));
  return compiled.matcher(text).find();
}

function namesOf(list: Value | undefined): readonly string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.some((name) => typeof name !== 'string'))
    throw new NodeError('required of a schema is a list of names');
  return list as readonly string[];
}

function membersOf(schema: ValueObject, word: string): ValueObject {
  const members = schema[word] ?? {};
  if (!isObject(members)) throw new NodeError(`${word} of a schema is an object`);
  return members;
}

const same = (left: Value, right: Value): boolean => {
  const [one, other] = [numberOf(left), numberOf(right)];
  return one === undefined || other === undefined ? equalValues(left, right) : one === other;
};

function hasTwins(items: readonly Value[]): boolean {
  const interner = new Interner();
  return new Set(items.map((item) => interner.intern(numberOf(item) ?? item))).size < items.length;
}

/** Signs, not halves of surrogate pairs. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 1; index < text.length; index++)
    if (
      (text.charCodeAt(index) & 0xfc00) === 0xdc00 &&
      (text.charCodeAt(index - 1) & 0xfc00) === 0xd800
    )
      length--;
  return length;
}

function shortened(value: Value): string {
  const text = printValue(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

export function schemasOf(schema: ValueObject, word: string): readonly Value[] {
  const list = schema[word];
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length === 0)
    throw new NodeError(`${word} of a schema is a list of schemas`);
  return list as readonly Value[];
}
