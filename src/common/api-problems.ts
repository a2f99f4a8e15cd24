import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { codeOf, problem } from './problem.js';
import { FieldErrorDto, ProblemDto } from './problem.dto.js';

const DETAILS: Readonly<Record<number, string>> = {
  400: 'The request is not as it must be: see app_id',
  401: 'This needs an access token',
  403: 'You may not do this',
  404: 'There is no such thing here',
  409: 'The present state does not allow this',
  412: 'It was changed since it was read; read it again',
  413: 'Request body is too large',
  415: 'Unsupported Media Type',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many calls; try again in 60 seconds',
  503: 'A service this server depends on does not answer; try again shortly',
};

/** Documents the errors a route answers, each with an example. */
export function ApiProblems(...statuses: readonly number[]): MethodDecorator & ClassDecorator {
  const responses = statuses.map((status) => {
    const example = problem(
      status,
      DETAILS[status] ?? '',
      { id: '8a1f2c34-5b6d-4e7f-8091-a2b3c4d5e6f7', url: '/' },
      status === 400 ? [{ path: 'app_id', message: 'must be a string' }] : undefined,
    );
    return ApiResponse({
      status,
      description: codeOf(status),
      content: {
        'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) }, example },
      },
    });
  });
  return applyDecorators(ApiExtraModels(ProblemDto, FieldErrorDto), ...responses);
}
