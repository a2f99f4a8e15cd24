import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidError } from '../common/errors.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { Sql } from '../database/sql.js';
import { printValue, type Value } from '../engine/index.js';
import { RunDoors } from '../execution/doors/run-doors.service.js';
import { serverTimingOf } from '../execution/dto/run.dto.js';
import { Metrics } from '../metrics/metrics.js';
import { preferredWaitMs } from '../execution/preferences.js';
import { requestOf } from '../execution/request-of.js';
import { isFinal, type Run } from '../execution/run.js';
import { type RunRequest, RunSubmission } from '../execution/run-submission.service.js';
import { IdempotencyKeys } from '../idempotency/idempotency-keys.service.js';
import { RateLimits } from '../throttle/rate-limits.service.js';
import { sentPayload } from './sent-payload.js';
import { METHODS, type TriggerRow } from './trigger.js';
import { TriggerGuard } from './trigger-guard.service.js';
import { HTTP_DOOR, pathOfUrl } from './trigger-path.js';
import { FIND_BY_PATH, NOTE_RUN } from './trigger-statements.js';

const USABLE_KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** The trigger that is called; on its routes only. */
    trigger?: TriggerRow;
  }
}

/** What a sender names its request by, so that it happens once. */
type Key = { readonly header: string; readonly value: string } | undefined;

/** Starts events over HTTP. */
@Injectable()
export class TriggerDoor {
  private readonly logger = new Logger(TriggerDoor.name);

  constructor(
    private readonly sql: Sql,
    private readonly guard: TriggerGuard,
    private readonly limits: RateLimits,
    private readonly keys: IdempotencyKeys,
    private readonly submission: RunSubmission,
    private readonly doors: RunDoors,
    private readonly metrics: Metrics,
  ) {}

  /** Finds the trigger that a request calls, before its body is read. Without one that takes it, it is refused. */
  async find(appId: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const trigger = await this.lookUp(appId, request.url);
    if (trigger === undefined) return refuse(reply, 404, 'Route not found');
    const allowed: readonly string[] = trigger.method === null ? METHODS : [trigger.method];
    if (allowed.includes(request.method)) {
      request.trigger = trigger;
      return;
    }
    reply.header('allow', allowed.join(', '));
    refuse(reply, 405, `This route takes ${allowed.join(', ')}`);
  }

  /** Answers the request, whoever sent it, by the trigger that was found for it. */
  async open(request: AuthenticatedRequest, reply: FastifyReply): Promise<void> {
    const trigger = request.trigger!;
    const admitted = await this.guard.admit(trigger, request);
    if (typeof admitted === 'string') {
      reply.header('www-authenticate', 'Bearer');
      return refuse(reply, 401, admitted);
    }
    await this.limits.take('trigger', `${trigger.app_id}/${trigger.event_id}`);
    if (await this.wasAnswered(trigger, request, reply)) return;
    const [, query = ''] = request.url.split('?');
    const asked: RunRequest = {
      target: { appId: trigger.app_id, eventId: trigger.event_id },
      source: 'http',
      payload: sentPayload(request.method, request.rawBytes, query),
      ...admitted,
    };
    if (request.headers.accept?.includes('text/event-stream') === true)
      await this.doors.stream(asked, request, reply, (id) => this.note(trigger, id));
    else await this.run(trigger, asked, request, reply);
  }

  private async lookUp(appId: string, url: string): Promise<TriggerRow | undefined> {
    const [app = ''] = url.slice(HTTP_DOOR.length).split(/[/?]/);
    const path = pathOfUrl(url, `${HTTP_DOOR}${app}`);
    if (path === undefined || appId.includes('\0')) return undefined;
    const [found] = await this.sql.rows<TriggerRow>(FIND_BY_PATH, [appId, path]);
    return found;
  }

  private async run(
    trigger: TriggerRow,
    asked: RunRequest,
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const waitMs = preferredWaitMs(request.headers.prefer);
    if (waitMs !== undefined) reply.header('preference-applied', `wait=${waitMs / 1000}`);
    const run = await this.submission.runAndWait(requestOf(asked, request), waitMs);
    this.note(trigger, run.id);
    const timing = serverTimingOf(run);
    if (timing !== undefined) reply.header('server-timing', timing);
    reply
      .status(isFinal(run.status) ? 200 : 202)
      .type('application/json')
      .serializer((body) => printValue(body as Value))
      .send(answerOf(run));
  }

  /** A request of the same name within a day gets the same answer again, and runs nothing. */
  private async wasAnswered(
    { app_id: appId, event_id: eventId, webhook_secret: secret }: TriggerRow,
    request: AuthenticatedRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    const named = keyOf(request, secret !== null);
    if (named === undefined) return false;
    const { method, url, headers, rawBytes = '' } = request;
    const digest = createHash('sha256').update(rawBytes).digest('hex');
    const accept = headers.accept?.includes('text/event-stream') === true ? 'stream' : '';
    const taken = await this.keys.take({
      scope: `trigger ${appId}/${eventId} ${named.header}`,
      key: named.value,
      // A signature says nothing of the rest, which senders may change when they try again.
      body: secret === null ? `${method} ${url}\n${accept}\n${digest}` : digest,
    });
    if ('work' in taken) {
      request.keyedWork = taken.work;
      return false;
    }
    const { runId, answer } = taken;
    request.replayedRunId = runId;
    if (answer.body === null) return false;
    reply
      .status(answer.status)
      .headers(answer.headers)
      .serializer((body) => body as string)
      .send(answer.body);
    return true;
  }

  private note({ app_id: appId, event_id: eventId }: TriggerRow, runId: string): void {
    this.metrics.triggerStarts.inc({ door: 'http' });
    this.sql
      .rows(NOTE_RUN, [appId, eventId, runId])
      .catch((error: Error) => this.logger.debug(`A run was not noted: ${error.message}`));
  }
}

/** Of signed requests it is part of what is signed. */
function keyOf({ headers }: AuthenticatedRequest, isSigned: boolean): Key {
  const header = isSigned ? 'webhook-id' : 'idempotency-key';
  const value = headers[header];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && USABLE_KEY.test(value)) return { header, value };
  throw new InvalidError(`The ${header} cannot be used`, [
    { path: header, message: 'must be 1 to 255 printable ASCII characters' },
  ]);
}

function refuse(reply: FastifyReply, status: number, message: string): void {
  reply.status(status).send({ triggered: false, run_id: null, message });
}

/** `triggered`: the event was started, whatever became of the run. */
function answerOf({ id, status, result, error }: Run): Value {
  const run = { triggered: true, run_id: id, status };
  return isFinal(status) ? { ...run, result, error } : run;
}
