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

function fieldErrors(fault: ValidationError, parent: string): FieldError[] {
  const path = parent === '' ? fault.property : `${parent}.${fault.property}`;
  const messages = Object.entries(fault.constraints ?? {}).map(([rule, message]) =>
    rule === 'whitelistValidation'
      ? 'is no field of this request'
      : withoutName(message, fault.property),
  );
  return [
    ...messages.map((message) => ({ path, message })),
    ...(fault.children ?? []).flatMap((child) => fieldErrors(child, path)),
  ];
}

/** class-validator begins its sentences with the name that `path` already holds. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}
