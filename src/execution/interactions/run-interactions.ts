import type { Interactions } from '../../engine/index.js';
import type { ClaimedRun, NewRun } from '../run.js';
import type { InteractionsService } from './interactions.service.js';

/** What a run can ask of people. `waiting` is told of every wait: the run needs no place of its own for it. */
export function interactionsOf(
  service: InteractionsService,
  {
    id: runId,
    board: { appId },
    startedBy,
  }: Pick<NewRun | ClaimedRun, 'id' | 'board' | 'startedBy'>,
  waiting: () => void,
): Interactions {
  return {
    async open({ ttlSeconds: asked }, signal) {
      const askedBy = startedBy ?? `app:${appId}`;
      const opened = await service.open({ appId, runId, askedBy, ttlSeconds: asked });
      return {
        id: opened.id,
        ttlSeconds: opened.ttlSeconds,
        expiresAt: Math.floor(opened.expiresAt.getTime() / 1000),
        appId,
        responderJwt: opened.token,
        answer: () => {
          waiting();
          return service.answer(opened.id, signal);
        },
      };
    },
  };
}
