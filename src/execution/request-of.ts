import type { FastifyRequest } from 'fastify';
import { traceOf } from '../tracing/trace-requests.js';
import type { RerunDto } from './dto/rerun.dto.js';
import { payloadOf } from './payload.js';
import type { RunChange, RunRequest } from './run-submission.service.js';

/** What is asked for, with what the headers of the request say of it. */
export const requestOf = (asked: RunRequest, request: FastifyRequest): RunRequest => ({
  ...asked,
  ...saidByHeaders(request),
});

/** What is different about a run that repeats another one. */
export function changeOf(
  { payload, version }: RerunDto,
  request: FastifyRequest,
  by: Pick<RunChange, 'source' | 'startedBy' | 'user'>,
): RunChange {
  return {
    ...by,
    ...saidByHeaders(request),
    payload: payload === undefined ? undefined : payloadOf(request),
    version: version ?? undefined,
  };
}

/** The trace of a request, and whether it comes again. */
function saidByHeaders(request: FastifyRequest) {
  const { keyedWork, replayedRunId } = request;
  return {
    requestId: request.id,
    traceparent: traceOf(request),
    id: keyedWork?.runId ?? replayedRunId,
    repeats:
      replayedRunId !== undefined
        ? ('surely' as const)
        : keyedWork?.isRepeat === true
          ? ('perhaps' as const)
          : undefined,
  };
}
