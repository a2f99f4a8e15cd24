import { STATUS_CODES } from 'node:http';
import type { FieldError } from './errors.js';

/** An error answer, as RFC 9457 has it. The only shape in which this server says no. */
export interface Problem {
  /** Reference to the page that explains this kind of error. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Path of the request. */
  readonly instance: string;
  readonly code: string;
  /** Also in the header x-request-id and in the server's log. */
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problem(
  status: number,
  detail: string,
  request: { readonly id: string; readonly url: string },
  errors?: readonly FieldError[],
): Problem {
  const title = STATUS_CODES[status] ?? 'Error';
  const code = codeOf(status);
  return {
    type: `/errors/${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail,
    instance: request.url.split('?')[0]!,
    code,
    request_id: request.id,
    ...(errors && errors.length > 0 ? { errors } : {}),
  };
}

/** `NOT_FOUND` for 404, and so on: the words of HTTP. */
export function codeOf(status: number): string {
  if (status === 500) return 'INTERNAL_ERROR';
  return (STATUS_CODES[status] ?? 'Error').toUpperCase().replaceAll(/[^A-Z]+/g, '_');
}
