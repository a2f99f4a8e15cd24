/** One field that is not as it must be. */
export class FieldErrorDto {
  /** @example app_id */
  path: string;

  /** @example must be a string */
  message: string;
}

/** An error answer as RFC 9457 has it. */
export class ProblemDto {
  /** @example /errors/not-found */
  type: string;

  /** @example Not Found */
  title: string;

  /** @example 404 */
  status: number;

  /**
   * A sentence that helps.
   * @example There is no board myboard in an app myapp
   */
  detail: string;

  /** @example /jobs/submit */
  instance: string;

  /** @example NOT_FOUND */
  code: string;

  /**
   * Also in the header x-request-id.
   * @example 8a1f2c34-5b6d-4e7f-8091-a2b3c4d5e6f7
   */
  request_id: string;

  /** Present when single fields are to blame. */
  errors?: FieldErrorDto[];
}
