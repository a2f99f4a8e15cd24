import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { type FieldError, InvalidError } from './errors.js';

/** Checks every request body, query and parameter against its DTO; unknown fields are refused. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
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

/** One message a field: where the kind is wrong, what else is wrong with it says nothing. */
function fieldErrors(fault: ValidationError, parent: string): FieldError[] {
  const path = parent === '' ? fault.property : `${parent}.${fault.property}`;
  const [rule, message] = Object.entries(fault.constraints ?? {})[0] ?? [];
  const own =
    rule === undefined ? [] : [{ path, message: wording(rule, message!, fault.property) }];
  return [...own, ...(fault.children ?? []).flatMap((child) => fieldErrors(child, path))];
}

function wording(rule: string, message: string, property: string): string {
  if (rule === 'whitelistValidation') return 'is no field of this request';
  return withoutName(message, property);
}

/** class-validator begins its sentences with the name that `path` already holds. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
