import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { untouchedFields } from './any-json.js';
import { type FieldError, InvalidError } from './errors.js';

/** No request has nearly as many fields; a body of tens of thousands would take seconds to check. */
const MAX_FIELDS = 100;

/** Checks every request body, query and parameter against its DTO; unknown fields are refused. */
class DtoPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    if (metatype === undefined || typeof value !== 'object' || value === null)
      return super.transform(value, metadata);
    const fields = { ...value } as Record<string, unknown>;
    refuseStrangeFields(fields);
    const untouched = untouchedFields(metatype).filter((name) => Object.hasOwn(fields, name));
    const held = untouched.map((name) => [name, fields[name]] as const);
    for (const name of untouched) delete fields[name];
    refuseNul(fields);
    const dto = (await super.transform(fields, metadata)) as object;
    return Object.assign(dto, Object.fromEntries(held));
  }
}

export function validationPipe(): ValidationPipe {
  return new DtoPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: false },
    exceptionFactory: (faults) => {
      const errors = faults.flatMap((fault) => fieldErrors(fault, ''));
      const paths = [...new Set(errors.map(({ path }) => path))].join(', ');
      return new InvalidError(`The request is not as it must be: see ${paths}`, errors);
    },
  });
}

/** The names every object has by nature escape the check for unknown fields. */
function refuseStrangeFields(fields: object): void {
  const names = Object.keys(fields);
  if (names.length > MAX_FIELDS)
    throw new InvalidError(`The request has ${names.length} fields; no request has so many`);
  const strange = names.filter((name) => name in Object.prototype);
  if (strange.length > 0)
    throw new InvalidError(
      `The request is not as it must be: see ${strange.join(', ')}`,
      strange.map((path) => ({ path, message: UNKNOWN_FIELD })),
    );
}

/** Postgres keeps no text with it, so nothing can be found by one either. */
function refuseNul(fields: Readonly<Record<string, unknown>>): void {
  const names = Object.keys(fields).filter(
    (name) => typeof fields[name] === 'string' && fields[name].includes('\0'),
  );
  if (names.length > 0)
    throw new InvalidError(
      `The request is not as it must be: see ${names.join(', ')}`,
      names.map((path) => ({ path, message: 'must not hold the character NUL' })),
    );
}

const UNKNOWN_FIELD = 'is no field of this request';

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
