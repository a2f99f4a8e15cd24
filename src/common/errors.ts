export type ErrorCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'GONE'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'UNPROCESSABLE_ENTITY'
  | 'TOO_MANY_REQUESTS'
  | 'SERVICE_UNAVAILABLE';

/** One field of a request that is not as it must be. */
export interface FieldError {
  /** Where, e.g. `payload.key`. */
  readonly path: string;
  /** What would be right. */
  readonly message: string;
}

/** An expected failure, in words a caller may read. Anything else that is thrown is an outage or a bug. */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode;
  readonly errors: readonly FieldError[] | undefined;
  /** Seconds after which it makes sense to try again. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    details: { errors?: readonly FieldError[]; retryAfter?: number } = {},
  ) {
    super(message);
    this.name = new.target.name;
    this.errors = details.errors;
    this.retryAfter = details.retryAfter;
  }
}

/** The caller sent something that can't be used. */
export class InvalidError extends AppError {
  readonly code = 'BAD_REQUEST';

  constructor(message: string, errors?: readonly FieldError[]) {
    super(message, errors && { errors });
  }
}

/** Nobody, or nobody we know. */
export class UnauthenticatedError extends AppError {
  readonly code = 'UNAUTHORIZED';
}

/** Known, but not allowed to. */
export class ForbiddenError extends AppError {
  readonly code = 'FORBIDDEN';
}

/** There is no such thing, or the caller may not know that there is. */
export class NotFoundError extends AppError {
  readonly code = 'NOT_FOUND';
}

/** It was there, and is over. */
export class GoneError extends AppError {
  readonly code = 'GONE';
}

/** The present state does not allow it. */
export class ConflictError extends AppError {
  readonly code = 'CONFLICT';
}

/** Well formed, but not to be carried out. */
export class UnprocessableError extends AppError {
  readonly code = 'UNPROCESSABLE_ENTITY';

  constructor(message: string, errors?: readonly FieldError[]) {
    super(message, errors && { errors });
  }
}

/** Somebody else changed it since the caller read it. */
export class ChangedError extends AppError {
  readonly code = 'PRECONDITION_FAILED';
}

/** What a caller may do within some time, as RateLimit-Policy tells it. */
export interface RateLimitPolicy {
  readonly name: string;
  /** Calls within `seconds`, or things held at once where that is undefined. */
  readonly calls: number;
  readonly seconds: number | undefined;
}

/** Too much of something within some time. */
export class LimitError extends AppError {
  readonly code = 'TOO_MANY_REQUESTS';

  constructor(
    message: string,
    readonly policy: RateLimitPolicy,
    retryAfter: number,
  ) {
    super(message, { retryAfter });
  }
}

/** A dependency is away. */
export class UnavailableError extends AppError {
  readonly code = 'SERVICE_UNAVAILABLE';
}
