import type { App } from '../../apps/app.entity.js';
import type { AppMetadata } from '../../apps/metadata/app-metadata.entity.js';
import type { AppRoute } from '../../apps/routes/app-route.entity.js';
import type { BoardJson } from '../../engine/index.js';
import type { EventJson } from '../../events/event.js';
import type { TemplateCopy } from '../../templates/template-copies.service.js';

/** What people read of an app or a template, in one language. Pictures stay where they are. */
export type ContentText = Pick<
  AppMetadata,
  | 'target'
  | 'language'
  | 'name'
  | 'description'
  | 'longDescription'
  | 'releaseNotes'
  | 'tags'
  | 'useCase'
  | 'ageRating'
  | 'website'
  | 'supportUrl'
  | 'docsUrl'
>;

export type ContentRoute = Pick<AppRoute, 'id' | 'path' | 'eventId' | 'isDefault'>;

/**
 * All that an app is made of, without the values of secrets: what a publication freezes, and what an installation
 * is a copy of. Ids are those of the app it was taken from, and count only within.
 */
export interface AppContent {
  readonly app: Pick<
    App,
    'primaryCategory' | 'secondaryCategory' | 'executionMode' | 'bits' | 'frontend' | 'version'
  >;
  /** Of the app (target '') and of its templates. */
  readonly texts: readonly ContentText[];
  /** One state of each. A publication has those that its events lead to, see `usedStates`. */
  readonly boards: readonly BoardJson[];
  /** In a publication they lead to the draft: there is no other state. */
  readonly events: readonly EventJson[];
  readonly templates: readonly TemplateCopy[];
  readonly routes: readonly ContentRoute[];
}
