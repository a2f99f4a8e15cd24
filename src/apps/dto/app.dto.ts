import { type SystemTime, systemTime } from '../../common/system-time.js';
import type { App } from '../app.entity.js';
import type { AppExecutionMode, AppStatus, Category, Visibility } from '../app-terms.js';
import type { AppMetadata } from '../metadata/app-metadata.entity.js';

/** Ids of what an app holds; lists of apps leave them empty, as the ecosystem does. */
export interface AppContents {
  readonly boards: string[];
  readonly events: string[];
  readonly templates: string[];
}

const NOTHING: AppContents = { boards: [], events: [], templates: [] };

/** An app as the ecosystem has it (board page, 3.1), with the text of its metadata beside it. */
export class AppDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  id: string;

  /** @example Greetings */
  name: string | null;

  /** @example Says hello to everybody in a list. */
  description: string | null;

  /** @example ["hello", "example"] */
  tags: string[];

  /** @example Active */
  status: AppStatus;

  /** @example Private */
  visibility: Visibility;

  /** @example Any */
  execution_mode: AppExecutionMode;

  authors: string[];
  bits: string[];

  /** Ids. */
  boards: string[];

  /** Ids. */
  events: string[];

  /** Ids. */
  templates: string[];

  page_ids: string[];
  widget_ids: string[];
  changelog: string | null;

  /** @example Productivity */
  primary_category: Category | null;
  secondary_category: Category | null;
  version: string | null;
  frontend: object | null;

  /** In cents; null or 0 = free. */
  price: number | null;
  rating_sum: number;
  rating_count: number;
  download_count: number;
  interactions_count: number;
  avg_rating: number | null;
  relevance_score: number | null;
  created_at: SystemTime;
  updated_at: SystemTime;

  static from(app: App, metadata?: AppMetadata, contents = NOTHING): AppDto {
    return {
      id: app.id,
      name: metadata?.name ?? null,
      description: metadata?.description ?? null,
      tags: metadata?.tags ?? [],
      status: app.status,
      visibility: app.visibility,
      execution_mode: app.executionMode,
      authors: app.authors,
      bits: app.bits,
      ...contents,
      page_ids: [],
      widget_ids: [],
      changelog: app.changelog,
      primary_category: app.primaryCategory,
      secondary_category: app.secondaryCategory,
      version: app.version,
      frontend: app.frontend,
      price: app.price,
      rating_sum: app.ratingSum,
      rating_count: app.ratingCount,
      download_count: app.downloadCount,
      interactions_count: app.interactionsCount,
      avg_rating: app.ratingCount === 0 ? null : app.ratingSum / app.ratingCount,
      relevance_score: app.relevanceScore,
      created_at: systemTime(app.createdAt),
      updated_at: systemTime(app.updatedAt),
    };
  }
}
