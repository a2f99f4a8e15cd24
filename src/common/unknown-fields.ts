import { getMetadataStorage } from 'class-validator';

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
