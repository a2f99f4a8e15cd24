import type { AppPermission } from '../../src/common/app-permission.js';

/** What a route below /api/v1/apps/{app_id} asks of its caller, and how to call it without doing harm. */
export interface RouteRule {
  /**
   * A permission; `member` = any member and any key of the app; `listed` = any user, for an app they may know
   * of; `user` = any user, whatever the app.
   */
  readonly needs: AppPermission | 'member' | 'listed' | 'user';
  /** The keys of the app are refused, whatever they may do. */
  readonly usersOnly?: true;
  /** Best one that is refused with 400 once the caller is known to be permitted. */
  readonly body?: object;
  /** Whoever may call it ends what the others need: they come last. */
  readonly ends?: true;
}

/**
 * Every route, with its path after /api/v1/apps/{app_id}. Whoever adds a route adds it here, or
 * app-permissions.e2e-spec.ts fails.
 */
export const APP_ROUTES: Readonly<Record<string, RouteRule>> = {
  'get /api': { needs: 'Admin' },
  'put /api': { needs: 'Admin', usersOnly: true, body: {} },
  'delete /api/{key_id}': { needs: 'Admin', usersOnly: true },

  'get /roles': { needs: 'ReadRoles' },
  'put /roles/{role_id}': { needs: 'Admin', body: {} },
  'delete /roles/{role_id}': { needs: 'Admin' },
  'put /roles/{role_id}/default': { needs: 'Admin' },
  'post /roles/{role_id}/assign/{sub}': { needs: 'Admin' },

  'get /team': { needs: 'ReadTeam' },
  'delete /team/{sub}': { needs: 'Admin' }, // one's own place in the app takes no permission
  'put /team/invite': { needs: 'Admin', body: {} },
  'get /team/link': { needs: 'Admin' },
  'put /team/link': { needs: 'Admin', body: { max_uses: 0 } },
  'delete /team/link/{link_id}': { needs: 'Admin' },
  'post /team/link/join/{token}': { needs: 'user' },
  'get /team/queue': { needs: 'Admin' },
  'put /team/queue': { needs: 'listed' },
  'post /team/queue/{request_id}': { needs: 'Admin' },
  'delete /team/queue/{request_id}': { needs: 'Admin' },
  'post /team/purchase': { needs: 'listed' },
};
