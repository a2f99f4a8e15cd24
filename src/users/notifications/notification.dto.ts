import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';
import { PageDto } from '../../common/page.dto.js';
import { IgnoresUnknownFields } from '../../common/unknown-fields.js';
import type { Notification } from './notification.entity.js';
import type { NotificationCounts } from './notifications.service.js';

const WORDS: Readonly<Record<string, boolean>> = { true: true, false: false };

@IgnoresUnknownFields()
export class ListNotificationsDto extends PageDto {
  /** `true` leaves out those that were read. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => WORDS[String(value)] ?? value)
  @IsBoolean()
  unread_only?: boolean = false;
}

export class NotificationCountsDto {
  /**
   * Invitations to apps.
   * @example 0
   */
  invites_count: number;

  /** @example 3 */
  notifications_count: number;

  /** @example 1 */
  unread_count: number;

  static from({ invites, notifications, unread }: NotificationCounts): NotificationCountsDto {
    return {
      invites_count: invites,
      notifications_count: notifications,
      unread_count: unread,
    };
  }
}

export class NotificationDto {
  /** @example 01a20a52-92b9-7277-9243-b025636fb348 */
  id: string;

  /** @example tz4a98xxat96iws9zmbrgj3a */
  user_id: string;

  /** @example "Your password was changed" */
  title: string;

  /** @example From the address 203.0.113.7. */
  description: string | null;

  icon: string | null;

  link: string | null;

  /** @example false */
  read: boolean;

  /** @example 2026-11-24T12:00:00.000Z */
  created_at: string;

  /** When it was first marked as read. */
  read_at: string | null;

  static from(notification: Notification): NotificationDto {
    return {
      id: notification.id,
      user_id: notification.userId,
      title: notification.title,
      description: notification.description,
      icon: notification.icon,
      link: notification.link,
      read: notification.readAt !== null,
      created_at: notification.createdAt.toISOString(),
      read_at: notification.readAt?.toISOString() ?? null,
    };
  }
}

export class ReadCountDto {
  /**
   * How many were unread.
   * @example 1
   */
  count: number;
}
