import { getMetadataStorage } from 'class-validator';
import { InvalidError } from './errors.js';

export const UNKNOWN_FIELD = 'is no field of this request';

const LENIENT = Symbol('lenient');
const known = new WeakMap<object, ReadonlySet<string>>();

/**
 * For the DTOs of the ecosystem's routes, whose clients send more than a route is about: fields that the
 * DTO does not have are left out, in it and in the objects it holds, where others refuse them. Everything
 * else is checked as ever. Subclasses inherit it.
 */
export function IgnoresUnknownFields(): ClassDecorator {
  return (dto) => Reflect.defineMetadata(LENIENT, true, dto);
}

export function ignoresUnknownFields(dto: object): boolean {
  return Reflect.getMetadata(LENIENT, dto) === true;
}

/** The names of a DTO's fields: those that have a rule. */
export function fieldsOf(dto: new () => unknown): ReadonlySet<string> {
  const found = known.get(dto);
  if (found !== undefined) return found;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const names = new Set(rules.map(({ propertyName }) => propertyName));
  known.set(dto, names);
  return names;
}

/** For DTOs that ignore unknown fields only in some cases: refuses them in the others. */
export function refuseUnknownFields(body: object, dto: new () => unknown): void {
  const unknown = Object.keys(body).filter((name) => !fieldsOf(dto).has(name));
  if (unknown.length === 0) return;
  throw new InvalidError(
    `The request is not as it must be: see ${unknown.join(', ').slice(0, 200)}`,
    unknown.map((name) => ({ path: name.slice(0, 100), message: UNKNOWN_FIELD })),
  );
}
