import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError, type ValidatorOptions } from 'class-validator';
import { untouchedFields } from './any-json.js';
import { type FieldError, InvalidError, NotFoundError } from './errors.js';
import { isStorable } from './storable-text.js';
import { fieldsOf, ignoresUnknownFields, UNKNOWN_FIELD } from './unknown-fields.js';

/** No request has nearly as many fields; a body of tens of thousands would take seconds to check. */
const MAX_FIELDS = 100;
/** The same for all that is in them. AnyJson fields don't count: nothing walks those. */
const MAX_VALUES = 2000;

type Fields = Record<string, unknown>;

/**
 * Checks every request body, query and parameter against its DTO. Unknown fields are refused, or left out
 * where the DTO says `@IgnoresUnknownFields()`.
 */
class DtoPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'param' && typeof value === 'string' && !isStorable(value))
      throw new NotFoundError('There is nothing under this address');
    if (!this.toValidate(metadata)) return super.transform(value, metadata);
    // None at all says as much as an empty one.
    if (value === undefined && metadata.type === 'body') return this.transform({}, metadata);
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new InvalidError('The request must be a JSON object');
    const dto = metadata.metatype as new () => object;
    const fields = ignoresUnknownFields(dto) ? onlyKnown(value, dto) : noneStrange(value);
    const untouched = untouchedFields(dto).filter((name) => Object.hasOwn(fields, name));
    const held = untouched.map((name) => [name, fields[name]] as const);
    for (const name of untouched) delete fields[name];
    refuseUnfitValues(fields);
    const checked = (await super.transform(fields, metadata)) as object;
    return Object.assign(checked, Object.fromEntries(held));
  }

  protected override validate(dto: object, options?: ValidatorOptions) {
    const forbidNonWhitelisted = !ignoresUnknownFields(dto.constructor);
    return super.validate(dto, { ...options, forbidNonWhitelisted });
  }
}

/**
 * class-validator looks through the rules of all classes for every object it checks. They don't change once the
 * program is loaded: those of each class are looked for once.
 */
function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const known = new WeakMap<object, ReturnType<typeof find>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || always || strictGroups || groups !== undefined)
      return find(target, schema, always, strictGroups, groups);
    const rules = known.get(target) ?? find(target, schema, always, strictGroups);
    known.set(target, rules);
    return rules;
  };
}

export function validationPipe(): ValidationPipe {
  rememberRules();
  return new DtoPipe({
    transform: true,
    whitelist: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (faults) => {
      const errors = faults.flatMap((fault) => fieldErrors(fault, ''));
      const paths = [...new Set(errors.map(({ path }) => path))].join(', ');
      return new InvalidError(`The request is not as it must be: see ${paths}`, errors);
    },
  });
}

function onlyKnown(value: object, dto: new () => object): Fields {
  refuseTooMany(Object.keys(value));
  const names = [...fieldsOf(dto)].filter((name) => Object.hasOwn(value, name));
  return Object.fromEntries(names.map((name) => [name, (value as Fields)[name]]));
}

/** The names every object has by nature escape the check for unknown fields. */
function noneStrange(value: object): Fields {
  const names = Object.keys(value);
  refuseTooMany(names);
  const strange = names.filter((name) => name in Object.prototype);
  if (strange.length === 0) return { ...value };
  throw new InvalidError(
    `The request is not as it must be: see ${strange.join(', ')}`,
    strange.map((path) => ({ path, message: UNKNOWN_FIELD })),
  );
}

function refuseTooMany(names: readonly string[]): void {
  if (names.length > MAX_FIELDS)
    throw new InvalidError(`The request has ${names.length} fields; no request has so many`);
}

/** What would take too long to check, and what Postgres can't hold. */
function refuseUnfitValues(fields: Fields): void {
  let values = 0;
  const look = (value: unknown, path: string): void => {
    if (++values > MAX_VALUES || (Array.isArray(value) && value.length > MAX_VALUES))
      throw new InvalidError(`The request holds more than ${MAX_VALUES} values`);
    if (typeof value === 'string' && !isStorable(value))
      throw new InvalidError(`The request is not as it must be: see ${path}`, [
        { path, message: 'must hold no NUL and no half of a character' },
      ]);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) look(part, `${path}.${name.slice(0, 100)}`);
  };
  for (const [name, value] of Object.entries(fields)) look(value, name.slice(0, 100));
}

/** One message a field: where the kind is wrong, what else is wrong with it says nothing. */
function fieldErrors(fault: ValidationError, parent: string): FieldError[] {
  const property = fault.property.slice(0, 100);
  const path = parent === '' ? property : `${parent}.${property}`;
  const [rule, message] = Object.entries(fault.constraints ?? {})[0] ?? [];
  const own =
    rule === undefined ? [] : [{ path, message: wording(rule, message!, fault.property) }];
  return [...own, ...(fault.children ?? []).flatMap((child) => fieldErrors(child, path))];
}

function wording(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return UNKNOWN_FIELD;
  // class-validator begins its sentences with the name that `path` already holds.
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
