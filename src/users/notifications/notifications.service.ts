import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, LessThan, type Repository } from 'typeorm';
import { v7 as uuidv7, validate as isUuid } from 'uuid';
import { NotFoundError } from '../../common/errors.js';
import { Notification } from './notification.entity.js';

const MOST_PER_USER = 500;
/** Where a notice may lead: a path of the client or an https URL. */
export const NOTICE_LINK = /^(?:\/(?![/\\])|https:\/\/)[^\s\\]*$/;

/** Nothing for somebody who is gone. The oldest ones make room; what this adds is not yet seen by the count. */
const ADD = `WITH added AS (
    INSERT INTO notifications (id, user_id, title, description, icon, link)
    SELECT $1, users.id, $3, $4, $5, $6 FROM users WHERE users.id = $2)
  DELETE FROM notifications WHERE id IN (
    SELECT id FROM notifications WHERE user_id = $2 ORDER BY id DESC OFFSET ${MOST_PER_USER - 1})`;

export interface Notice {
  /** At most 200 characters, like `icon`. */
  readonly title: string;
  /** At most 2000 characters, like `link`. */
  readonly description?: string | null;
  readonly icon?: string | null;
  /** A path of the client or an https URL. */
  readonly link?: string | null;
}

export interface NotificationCounts {
  readonly invites: number;
  readonly notifications: number;
  readonly unread: number;
}

export interface NotificationFilter {
  readonly limit: number;
  readonly offset: number;
  /** Id of the last one of the page before. */
  readonly before: string | undefined;
  readonly unreadOnly: boolean;
}

/** What people are told, and whether they have read it. */
@Injectable()
export class NotificationsService {
  private readonly inviteCounts: string[] = [];

  constructor(
    @InjectRepository(Notification) private readonly notifications: Repository<Notification>,
  ) {}

  /** Tells somebody something, in the caller's transaction if given one. Answers its id. Of more than 500 the oldest go. */
  async notify(
    userId: string,
    { title, description = null, icon = null, link = null }: Notice,
    manager = this.notifications.manager,
  ): Promise<string> {
    const id = uuidv7();
    await manager.query(ADD, [id, userId, title, description, icon, link]);
    return id;
  }

  /**
   * For modules that keep invitations: how many of them somebody has, as a SELECT of one number in which $1 is
   * the id of the user. Call it when the module starts; `count` then asks for it in the same query.
   */
  countInvitesBy(select: string): void {
    this.inviteCounts.push(select);
  }

  async count(userId: string): Promise<NotificationCounts> {
    const invites = ['0', ...this.inviteCounts.map((select) => `(${select})`)].join(' + ');
    const [counts] = await this.notifications.query<[NotificationCounts]>(
      `SELECT (${invites})::integer AS invites, count(*)::integer AS notifications,
        (count(*) FILTER (WHERE read_at IS NULL))::integer AS unread
      FROM notifications WHERE user_id = $1`,
      [userId],
    );
    return counts;
  }

  /** Newest first. */
  listNotifications(
    userId: string,
    { limit, offset, before, unreadOnly }: NotificationFilter,
  ): Promise<Notification[]> {
    return this.notifications.find({
      where: {
        userId,
        ...(before === undefined ? {} : { id: LessThan(before) }),
        ...(unreadOnly ? { readAt: IsNull() } : {}),
      },
      order: { id: 'DESC' },
      take: limit,
      skip: offset,
    });
  }

  /** Answers how many were unread. */
  async markAllRead(userId: string): Promise<number> {
    const unread = { userId, readAt: IsNull() };
    return (await this.notifications.update(unread, { readAt: new Date() })).affected!;
  }

  /** Throws NotFoundError when the user has no such notification. */
  async markRead(userId: string, id: string): Promise<void> {
    const readAt = () => 'COALESCE(read_at, now())';
    const known = isUuid(id) && (await this.notifications.update({ id, userId }, { readAt }));
    if (known === false || known.affected === 0) throw noNotification(id);
  }

  /** Throws NotFoundError when the user has no such notification. */
  async removeNotification(userId: string, id: string): Promise<void> {
    const known = isUuid(id) && (await this.notifications.delete({ id, userId }));
    if (known === false || known.affected === 0) throw noNotification(id);
  }
}

function noNotification(id: string): NotFoundError {
  return new NotFoundError(`There is no notification ${id.slice(0, 100)}`);
}
