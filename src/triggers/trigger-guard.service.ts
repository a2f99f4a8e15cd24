import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppAccessService } from '../apps/access/app-access.service.js';
import { SecretValues } from '../boards/secrets/secret-values.service.js';
import { ForbiddenError, NotFoundError } from '../common/errors.js';
import type { AuthenticatedRequest } from '../common/principal.js';
import { hashOf, isSecret } from '../common/secret-token.js';
import { userContextOf, starterOf } from '../execution/run-starter.js';
import type { UserContext } from '../engine/index.js';
import { addressKey } from '../throttle/address-key.js';
import { RateLimits } from '../throttle/rate-limits.service.js';
import type { TriggerRow } from './trigger.js';
import { signatureFault } from './webhook-signature.js';

/** Whoever may start an event over HTTP. */
export interface Admitted {
  readonly startedBy: string | null;
  readonly user?: UserContext;
}

/**
 * Lets requests through to a trigger: with its token, its signature, both where it has both; by the caller's
 * own credentials where it has neither and is not open.
 */
@Injectable()
export class TriggerGuard {
  constructor(
    private readonly secrets: SecretValues,
    private readonly access: AppAccessService,
    private readonly limits: RateLimits,
  ) {}

  /** Answers why not, in words for the caller. Throws LimitError after too many refusals. */
  async admit(trigger: TriggerRow, request: AuthenticatedRequest): Promise<Admitted | string> {
    const isGuarded = trigger.auth_token !== null || trigger.webhook_secret !== null;
    if (!isGuarded && trigger.open) return { startedBy: null };
    const key = `${trigger.app_id}/${trigger.event_id} ${addressKey(request.ip)}`;
    await this.limits.take('trigger-refused', key);
    const answer = isGuarded
      ? (this.faultOf(trigger, request) ?? { startedBy: null })
      : await this.byCredentials(trigger, request);
    if (typeof answer !== 'string') await this.limits.giveBack('trigger-refused', key);
    return answer;
  }

  private faultOf(trigger: TriggerRow, request: FastifyRequest): string | undefined {
    const { app_id: appId, auth_token: token, webhook_secret: secret } = trigger;
    if (token !== null) {
      const [, bearer] = /^Bearer\s+(\S.*)$/i.exec(request.headers.authorization ?? '') ?? [];
      const wanted = this.secrets.openText(token, appId);
      if (bearer === undefined) return 'This needs the token of the trigger as bearer';
      if (!isSecret(bearer, hashOf(wanted))) return 'The token is not that of this trigger';
    }
    if (secret === null) return undefined;
    return signatureFault(this.secrets.openText(secret, appId), request.rawBytes, request.headers);
  }

  private async byCredentials(
    { app_id: appId }: TriggerRow,
    { user }: AuthenticatedRequest,
  ): Promise<Admitted | string> {
    const refused = 'This event is not open to everybody: it needs credentials that may execute it';
    if (user === undefined) return refused;
    try {
      const access = await this.access.requirePermission(user, appId, 'ExecuteEvents');
      return { startedBy: starterOf(user), user: userContextOf(user, access) };
    } catch (error) {
      if (error instanceof ForbiddenError || error instanceof NotFoundError) return refused;
      throw error;
    }
  }
}
