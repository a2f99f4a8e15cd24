import type { AppNotifications } from '../apps/notifications/app-notifications.service.js';
import { NodeError, type Notifications } from '../engine/index.js';
import { NOTICE_LINK } from '../users/notifications/notifications.service.js';
import type { ClaimedRun, NewRun } from './run.js';

const USER = /^user:(.+)$/;

/** Whom a run can tell things: members of its app, and whoever started it. */
export function notificationsOf(
  service: AppNotifications,
  { board: { appId }, startedBy }: Pick<NewRun | ClaimedRun, 'board' | 'startedBy'>,
): Notifications {
  return {
    async send({ title, description, icon, link, targetUserSub }) {
      const userId = targetUserSub ?? USER.exec(startedBy ?? '')?.[1];
      if (userId === undefined) return false;
      if (link !== undefined && !NOTICE_LINK.test(link))
        throw new NodeError('The link of a notification must be a path or an https URL');
      const id = await service.notifyMember(appId, userId, {
        title: title.slice(0, 200),
        description: description?.slice(0, 2000) ?? null,
        icon: icon?.slice(0, 200) ?? null,
        link: link ?? null,
      });
      return id !== undefined;
    },
  };
}
