import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ForbiddenError, InvalidError } from '../../common/errors.js';
import { newId } from '../../common/new-id.js';
import { isStorableJson } from '../../common/storable-text.js';
import { unknownEvent } from '../events.service.js';

const MAX_RATING = 5;
const MAX_CONTEXT_CHARACTERS = 65_536;
/** Of one user about one event. */
const MAX_FEEDBACK = 1000;

export interface Feedback {
  readonly rating: number;
  readonly comment: string;
  /** Any JSON that tells what it is about. */
  readonly context: object;
}

const COUNT = `SELECT count(*)::integer AS count FROM event_feedback
  WHERE app_id = $1 AND event_id = $2 AND user_id = $3`;
/** No row when there is one of that id by somebody else. */
const WRITE = `INSERT INTO event_feedback (app_id, event_id, id, user_id, rating, comment, context)
  VALUES ($1, $2, $3, $4, $5, $6, $7::json)
  ON CONFLICT (app_id, event_id, id) DO UPDATE
    SET rating = excluded.rating, comment = excluded.comment, context = excluded.context, updated_at = now()
    WHERE event_feedback.user_id = excluded.user_id
  RETURNING id`;

/** What people think of what events did. */
@Injectable()
export class FeedbackService {
  constructor(private readonly dataSource: DataSource) {}

  /** Replaces the caller's own feedback of that id, or adds it; answers its id. Throws ForbiddenError. */
  async putFeedback(
    appId: string,
    eventId: string,
    userId: string,
    wantedId: string,
    { rating, comment, context }: Feedback,
  ): Promise<string> {
    const id = newId(wantedId, 'feedback_id');
    const stars = Math.round(Math.min(MAX_RATING, Math.max(0, rating)));
    const text = contextText(context);
    return this.dataSource.transaction(async (manager) => {
      await this.lockEvent(manager, appId, eventId);
      const written = await manager.query<unknown[]>(WRITE, [
        appId,
        eventId,
        id,
        userId,
        stars,
        comment,
        text,
      ]);
      if (written.length === 0) throw new ForbiddenError('This feedback is somebody else’s');
      await this.assertRoom(manager, [appId, eventId, userId]);
      return id;
    });
  }

  /** It must not go meanwhile; others may read and change it. Throws NotFoundError. */
  private async lockEvent(manager: EntityManager, appId: string, eventId: string): Promise<void> {
    const found = await manager.query<unknown[]>(
      'SELECT 1 FROM events WHERE app_id = $1 AND id = $2 FOR KEY SHARE',
      [appId, eventId],
    );
    if (found.length === 0) throw unknownEvent(eventId);
  }

  private async assertRoom(manager: EntityManager, key: string[]): Promise<void> {
    const [{ count }] = await manager.query<[{ count: number }]>(COUNT, key);
    if (count > MAX_FEEDBACK)
      throw new ForbiddenError(`There is room for ${MAX_FEEDBACK} of your feedback on an event`);
  }
}

function contextText(context: object): string {
  const text = JSON.stringify(context);
  if (text.length <= MAX_CONTEXT_CHARACTERS && isStorableJson(context)) return text;
  throw new InvalidError('The request is not as it must be: see context', [
    {
      path: 'context',
      message: `must be ${MAX_CONTEXT_CHARACTERS} characters of JSON at most, without NUL`,
    },
  ]);
}
