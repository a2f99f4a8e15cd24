import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EventStream } from '../../common/event-stream.js';
import { IdempotencyKeys } from '../../idempotency/idempotency-keys.service.js';
import { printValue, type Value } from '../../engine/index.js';
import { runJson, serverTimingOf } from '../dto/run.dto.js';
import { preferredWaitMs } from '../preferences.js';
import { requestOf } from '../request-of.js';
import type { Run } from '../run.js';
import { isFinished, type RunRequest, RunSubmission } from '../run-submission.service.js';
import { RunStreams } from '../run-streams.service.js';
import { BEGINNING, sendRun } from '../send-run.js';

/** How runs are answered over HTTP, whichever door they come by. */
@Injectable()
export class RunDoors {
  constructor(
    private readonly submission: RunSubmission,
    private readonly streams: RunStreams,
    private readonly keys: IdempotencyKeys,
  ) {}

  /** Runs it and answers 200 with the run, or 201 when it is still going after the caller's patience. */
  async runAndAnswer(
    asked: RunRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const waitMs = preferredWaitMs(request.headers.prefer);
    if (waitMs !== undefined) reply.header('preference-applied', `wait=${waitMs / 1000}`);
    const run = await this.submission.runAndWait(requestOf(asked, request), waitMs);
    this.answer(run, reply);
  }

  /** Queues it and answers 201. */
  async enqueueAndAnswer(
    asked: RunRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const accepted = await this.submission.enqueue(requestOf(asked, request));
    reply.status(201).header('location', placeOf(accepted.id)).send(accepted);
  }

  /** Runs it and answers with what it tells, as it tells it; `began` hears its id before. */
  async stream(
    asked: RunRequest,
    request: FastifyRequest,
    reply: FastifyReply,
    began?: (id: string) => void,
  ): Promise<void> {
    const { id, log } = await this.submission.begin(requestOf(asked, request));
    began?.(id);
    const { keyedWork, replayedRunId } = request;
    // A repeated request gets the whole stream of the same run.
    if (keyedWork !== undefined)
      await this.keys.complete(keyedWork, { status: 200, headers: {}, body: null });
    const stream = EventStream.begin(reply, {
      location: placeOf(id),
      ...(replayedRunId !== undefined && { 'idempotent-replay': 'true' }),
    });
    await sendRun(stream, id, this.streams.follow(id, BEGINNING, stream.signal, log));
  }

  private answer(run: Run, reply: FastifyReply): void {
    if (!isFinished(run)) {
      const { id, status } = run;
      reply.status(201).header('location', placeOf(id)).send({ id, status });
      return;
    }
    const timing = serverTimingOf(run);
    if (timing !== undefined) reply.header('server-timing', timing);
    sendRunJson(reply, run);
  }
}

/** Results keep 1.0 apart from 1, which JSON.stringify would not. */
export function sendRunJson(reply: FastifyReply, run: Run): void {
  reply
    .status(200)
    .type('application/json')
    .serializer((body) => printValue(body as Value))
    .send(runJson(run));
}

const placeOf = (id: string) => `/api/v1/execution/${id}`;
