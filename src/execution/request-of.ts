import type { FastifyRequest } from 'fastify';
import { traceparentOf } from './preferences.js';
import type { RerunDto } from './dto/rerun.dto.js';
import { payloadOf } from './payload.js';
import type { RunChange, RunRequest } from './run-submission.service.js';

/** What is asked for, with what the headers of the request say of it: its trace, and whether it comes again. */
export function requestOf(
  asked: RunRequest,
  { headers, keyedWork, replayedRunId }: FastifyRequest,
): RunRequest {
  return {
    ...asked,
    traceparent: traceparentOf(headers['traceparent']),
    id: keyedWork?.runId ?? replayedRunId,
    mayExist: keyedWork?.isRepeat ?? replayedRunId !== undefined,
  };
}

/** What is different about a run that repeats another one. */
export function changeOf(
  { payload, version }: RerunDto,
  request: FastifyRequest,
  by: Pick<RunChange, 'source' | 'startedBy' | 'user'>,
): RunChange {
  const { headers, keyedWork, replayedRunId } = request;
  return {
    ...by,
    payload: payload === undefined ? undefined : payloadOf(request),
    version: version ?? undefined,
    traceparent: traceparentOf(headers['traceparent']),
    id: keyedWork?.runId ?? replayedRunId,
    mayExist: keyedWork?.isRepeat ?? replayedRunId !== undefined,
  };
}
