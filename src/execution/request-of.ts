import type { FastifyRequest } from 'fastify';
import { traceparentOf } from './preferences.js';
import type { RunRequest } from './run-submission.service.js';

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
