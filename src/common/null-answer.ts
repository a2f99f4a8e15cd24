import { applyDecorators, Header } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

/** What such a route returns: Nest would send nothing at all for null. */
export const NULL = 'null';

/**
 * For routes of the ecosystem that have nothing to tell: the JSON text `null`, because some of its clients
 * read a body whatever the status. A POST needs `@HttpCode(200)` beside it.
 */
export const AnswersNull = (): MethodDecorator =>
  applyDecorators(
    Header('content-type', 'application/json; charset=utf-8'),
    ApiResponse({
      status: 200,
      description: 'Done',
      content: {
        'application/json': {
          schema: { type: 'null' },
          examples: { done: { value: null } },
        },
      },
    }),
  );
