import type { Type } from '@nestjs/common';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';

const EXAMPLE = [
  'id: 1-1',
  'event: run_initiated',
  'data: {"event_id":"019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90-1-1","event_type":"run_initiated",' +
    '"payload":{"run_id":"019389b4-7c1e-7a55-8b6f-0c6d4f2b1a90"},' +
    '"timestamp":{"secs_since_epoch":1735732800,"nanos_since_epoch":0}}',
  '',
  '',
].join('\n');

/** Documents a 200 that is the stream of a run, and where `type` is given, that type as JSON too. */
export function ApiRunStream(options: {
  readonly type?: Type;
  readonly description: string;
}): MethodDecorator {
  const { type, description } = options;
  return applyDecorators(
    ...(type === undefined ? [] : [ApiExtraModels(type)]),
    ApiResponse({
      status: 200,
      description,
      content: {
        ...(type && { 'application/json': { schema: { $ref: getSchemaPath(type) } } }),
        'text/event-stream': { schema: { type: 'string' }, example: EXAMPLE },
      },
    }),
  );
}
