import type { AppPermission } from '../../src/common/app-permission.js';

/** What a route below /api/v1/apps/{app_id} asks of its caller, and how to call it without doing harm. */
export interface RouteRule {
  /**
   * A permission, or several of which any one will do; `nothing` = everybody, without credentials too; `member` = any member and any key of the app; `listed` = any user, for an app they may know
   * of; `user` = any user, whatever the app.
   */
  readonly needs:
    AppPermission | readonly AppPermission[] | 'member' | 'listed' | 'user' | 'nothing';
  /** A permission that it takes beside that. */
  readonly andNeeds?: AppPermission;
  /** The keys of the app are refused, whatever they may do. */
  readonly usersOnly?: true;
  /** Best one that is refused with 400 once the caller is known to be permitted. */
  readonly body?: object;
  /** Whoever may call it ends what the others need: they come last. */
  readonly ends?: true;
}

/**
 * Every route, with its path after /api/v1/apps. Whoever adds a route adds it here, or
 * app-permissions.e2e-spec.ts fails.
 */
export const APP_ROUTES: Readonly<Record<string, RouteRule>> = {
  'get /{app_id}': { needs: 'member' },
  'put /{app_id}': { needs: 'Owner', body: { bits: [] } },
  'delete /{app_id}': { needs: 'Owner', ends: true },
  'patch /{app_id}/visibility': { needs: 'Owner', body: {} },
  'get /{app_id}/installation': { needs: 'Owner' },
  'get /{app_id}/upgrade': { needs: 'Owner' },
  'post /{app_id}/upgrade': { needs: 'Owner', body: {} },
  'get /{app_id}/meta': { needs: 'member' },
  'put /{app_id}/meta': { needs: 'WriteMeta', body: {} },

  'put /{app_id}/meta/media': { needs: 'WriteMeta' },
  'delete /{app_id}/meta/media/{media_id}': { needs: 'WriteMeta' },

  'get /{app_id}/routes': { needs: ['ExecuteEvents', 'ListEvents'] },
  'get /{app_id}/routes/by-path': { needs: ['ExecuteEvents', 'ListEvents'] },
  'get /{app_id}/routes/default': { needs: ['ExecuteEvents', 'ListEvents'] },
  'post /{app_id}/routes': { needs: 'WriteRoutes', body: {} },
  'put /{app_id}/routes/{route_id}': { needs: 'WriteRoutes', body: { path: 7 } },
  'delete /{app_id}/routes/{route_id}': { needs: 'WriteRoutes' },

  'post /{app_id}/data/list': { needs: 'ReadFiles', body: { prefix: 7 } },
  'post /{app_id}/data/download': { needs: 'ReadFiles', body: {} },
  'put /{app_id}/data': { needs: 'WriteFiles', body: {} },
  'delete /{app_id}/data': { needs: 'WriteFiles', body: {} },

  'get /{app_id}/api': { needs: 'Admin' },
  'put /{app_id}/api': { needs: 'Admin', usersOnly: true, body: {} },
  'delete /{app_id}/api/{key_id}': { needs: 'Admin', usersOnly: true },

  'get /{app_id}/board': { needs: 'ReadBoards' },
  'get /{app_id}/board/{board_id}': { needs: 'ReadBoards' },
  'put /{app_id}/board/{board_id}': { needs: 'WriteBoards', body: { name: 7 } },
  'post /{app_id}/board/{board_id}': { needs: 'WriteBoards', body: {} },
  'patch /{app_id}/board/{board_id}': { needs: 'WriteBoards' },
  'delete /{app_id}/board/{board_id}': { needs: 'WriteBoards' },
  'get /{app_id}/board/{board_id}/version': { needs: 'ReadBoards' },
  'get /{app_id}/board/{board_id}/problems': { needs: 'ReadBoards' },
  'get /{app_id}/board/{board_id}/prerun': { needs: 'ExecuteBoards' },
  'post /{app_id}/board/{board_id}/undo': { needs: 'WriteBoards', body: {} },
  'patch /{app_id}/board/{board_id}/undo': { needs: 'WriteBoards', body: {} },
  'post /{app_id}/board/{board_id}/redo': { needs: 'WriteBoards', body: {} },
  'post /{app_id}/board/{board_id}/import': { needs: 'WriteBoards', body: { nodes: 7 } },
  'patch /{app_id}/board/{board_id}/redo': { needs: 'WriteBoards', body: {} },
  'get /{app_id}/board/{board_id}/realtime': { needs: 'nothing' },
  'post /{app_id}/board/{board_id}/realtime': { needs: 'ReadBoards', usersOnly: true },
  'get /{app_id}/board/{board_id}/runs': { needs: 'ReadBoards' },
  'get /{app_id}/board/{board_id}/logs': { needs: ['ReadBoards', 'ReadLogs'] },
  'post /{app_id}/board/{board_id}/invoke': { needs: 'ExecuteEvents', body: {} },
  'post /{app_id}/board/{board_id}/invoke/async': { needs: 'ExecuteEvents', body: {} },
  'get /{app_id}/board/{board_id}/elements': { needs: 'ExecuteBoards' },
  'get /{app_id}/pages': { needs: 'ReadBoards' },

  'post /{app_id}/notifications/create': { needs: 'ExecuteEvents', body: {} },
  'get /{app_id}/openapi.json': { needs: 'ListEvents' },
  'get /{app_id}/events': { needs: 'ListEvents' },
  'get /{app_id}/events/{event_id}': { needs: ['ReadEvents', 'ExecuteEvents'] },
  'put /{app_id}/events/{event_id}': { needs: 'WriteEvents', body: {} },
  'delete /{app_id}/events/{event_id}': { needs: 'WriteEvents' },
  'post /{app_id}/events/{event_id}/invoke': {
    needs: 'ExecuteEvents',
    body: { runtime_variables: 7 },
  },
  'post /{app_id}/events/{event_id}/invoke/async': {
    needs: 'ExecuteEvents',
    body: { runtime_variables: 7 },
  },
  'get /{app_id}/events/{event_id}/versions': { needs: 'ReadEvents' },
  'post /{app_id}/events/{event_id}/validate': { needs: 'WriteEvents' },
  'get /{app_id}/events/{event_id}/prerun': { needs: 'ExecuteEvents' },
  'put /{app_id}/events/{event_id}/feedback': {
    needs: 'ExecuteEvents',
    usersOnly: true,
    body: { rating: 'good' },
  },

  'get /{app_id}/usage': { needs: 'ReadAnalytics' },
  'get /{app_id}/queue': { needs: 'ReadBoards' },
  'post /{app_id}/queue/pause': { needs: 'Admin' },
  'post /{app_id}/queue/resume': { needs: 'Admin' },
  'get /{app_id}/callback-secret': { needs: 'Admin' },
  'post /{app_id}/callback-secret': { needs: 'Admin' },

  'get /{app_id}/templates': { needs: 'ReadTemplates' },
  'get /{app_id}/templates/{template_id}': { needs: 'ReadTemplates' },
  'put /{app_id}/templates/{template_id}': {
    needs: 'WriteTemplates',
    andNeeds: 'ReadBoards',
    body: {},
  },
  'delete /{app_id}/templates/{template_id}': { needs: 'WriteTemplates' },

  'get /{app_id}/publications': { needs: 'Admin' },
  'post /{app_id}/publications': { needs: 'Owner', usersOnly: true, body: { release_notes: 7 } },
  'delete /{app_id}/publications/{version}': { needs: 'Owner' },

  'get /{app_id}/roles': { needs: 'ReadRoles' },
  'put /{app_id}/roles/{role_id}': { needs: 'Admin', body: {} },
  'delete /{app_id}/roles/{role_id}': { needs: 'Admin' },
  'put /{app_id}/roles/{role_id}/default': { needs: 'Admin' },
  'post /{app_id}/roles/{role_id}/assign/{sub}': { needs: 'Admin' },

  'get /{app_id}/team': { needs: 'ReadTeam' },
  'delete /{app_id}/team/{sub}': { needs: 'Admin' }, // one's own place in the app takes no permission
  'put /{app_id}/team/invite': { needs: 'Admin', body: {} },
  'get /{app_id}/team/link': { needs: 'Admin' },
  'put /{app_id}/team/link': { needs: 'Admin', body: { max_uses: 0 } },
  'delete /{app_id}/team/link/{link_id}': { needs: 'Admin' },
  'post /{app_id}/team/link/join/{token}': { needs: 'user' },
  'get /{app_id}/team/queue': { needs: 'Admin' },
  'put /{app_id}/team/queue': { needs: 'listed' },
  'post /{app_id}/team/queue/{request_id}': { needs: 'Admin' },
  'delete /{app_id}/team/queue/{request_id}': { needs: 'Admin' },
  'post /{app_id}/team/purchase': { needs: 'listed' },
};
