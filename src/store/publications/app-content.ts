import type { AppExecutionMode, Category } from '../../apps/app-terms.js';
import type { EventJson } from '../../events/event.js';
import type { BoardJson, VersionJson } from '../../engine/index.js';

/**
 * An app as it is published: frozen, and without the value of any secret. Ids are those of the app it was taken
 * from. Files, runs, roles, keys and people are no part of it, nor are the bytes of pictures.
 */
export interface AppContent {
  readonly app: PublishedApp;
  /** Oldest first. */
  readonly boards: readonly PublishedBoard[];
  /** Secret fields of their configs are null, and so are the values of their secret variables. */
  readonly events: readonly EventJson[];
  /** The newest version of each, oldest template first. */
  readonly templates: readonly PublishedTemplate[];
  readonly routes: readonly PublishedRoute[];
  /** Of the app and of its templates, in every language. */
  readonly metadata: readonly PublishedMetadata[];
}

/** In the words of the ecosystem (board page, 3.1). */
export interface PublishedApp {
  readonly execution_mode: AppExecutionMode;
  readonly primary_category: Category | null;
  readonly secondary_category: Category | null;
  readonly authors: readonly string[];
  readonly bits: readonly string[];
  readonly changelog: string | null;
  readonly version: string | null;
  readonly frontend: { readonly landing_page: string | null } | null;
  /** In cents; null or 0 = free. */
  readonly price: number | null;
}

export interface PublishedBoard {
  readonly id: string;
  /** The draft. */
  readonly board: BoardJson;
  /** The frozen states that an event of the app names as its `board_version`, and no others. */
  readonly versions: readonly PublishedState[];
}

export interface PublishedState {
  readonly version: VersionJson;
  readonly board: BoardJson;
}

export interface PublishedTemplate extends PublishedState {
  readonly id: string;
  readonly changelog: string | null;
}

/** A path of the app, and the event it leads to. */
export interface PublishedRoute {
  readonly id: string;
  readonly path: string;
  readonly event_id: string;
  readonly is_default: boolean;
}

export interface PublishedMetadata {
  /** Empty = the app itself; else `template:<id>`. */
  readonly target: string;
  readonly language: string;
  readonly name: string;
  readonly description: string;
  readonly long_description: string | null;
  readonly release_notes: string | null;
  readonly tags: readonly string[];
  readonly use_case: string | null;
  readonly age_rating: number | null;
  readonly website: string | null;
  readonly support_url: string | null;
  readonly docs_url: string | null;
  readonly organization_specific_values: readonly number[] | null;
}
