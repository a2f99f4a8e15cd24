import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  LISTED_VISIBILITIES,
  type ListedVisibility,
  type Visibility,
} from '../../apps/app-terms.js';
import { NotFoundError } from '../../common/errors.js';
import type { AppContent } from './app-content.js';
import type { Publication, PublicationStatus, PublishedListing } from './publication.entity.js';

export class PublishAppDto {
  /**
   * Whether everybody may join, or ask to. Left out: as it is for an app in the store, else `Public`.
   * @example Public
   */
  @IsOptional()
  @IsIn(LISTED_VISIBILITIES)
  visibility?: ListedVisibility | null;

  /** @example Greets in five languages. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  release_notes?: string | null;
}

export class RefusePublicationDto {
  /**
   * What the owner is told.
   * @example The description does not say what the app does.
   */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** A version of an app for the store, and what has become of it. */
export class PublicationDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  app_id: string;

  /** @example 1 */
  version: number;

  /**
   * `requested`: it waits for a moderator; `withdrawn`: it was taken back before.
   * @example requested
   */
  status: PublicationStatus;

  /** @example Public */
  visibility: Visibility;

  /** @example Greets in five languages. */
  release_notes: string;

  /** The name of the app, as it will be shown.
   * @example Greetings
   */
  name: string;

  /** Null when their account is gone. */
  requested_by: string | null;

  /** @example 2026-11-24T12:00:00.000Z */
  requested_at: string;

  /** Null while it waits, and for one that was taken back. */
  reviewed_at: string | null;

  /** Why it was refused. */
  reason: string | null;

  static from(publication: Publication): PublicationDto {
    return {
      app_id: publication.appId,
      version: publication.version,
      status: publication.status,
      visibility: publication.visibility,
      release_notes: publication.releaseNotes,
      name: publication.listing.name,
      requested_by: publication.requestedBy,
      requested_at: publication.requestedAt.toISOString(),
      reviewed_at: publication.reviewedAt?.toISOString() ?? null,
      reason: publication.reason,
    };
  }
}

/** All that a moderator decides about. */
export class ReviewedPublicationDto extends PublicationDto {
  /** What the store will show. */
  listing: PublishedListing;

  /** Boards, events, templates, routes and texts, without values of secrets; null when it is kept no more. */
  content: AppContent | null;
}

/** A version that is or was in the store. */
export class StoreVersionDto {
  /** @example 1 */
  version: number;

  /** @example Greets in five languages. */
  release_notes: string;

  /** @example 2026-11-24T12:00:00.000Z */
  published_at: string;

  static from({ version, releaseNotes, reviewedAt, requestedAt }: Publication): StoreVersionDto {
    const publishedAt = reviewedAt ?? requestedAt;
    return { version, release_notes: releaseNotes, published_at: publishedAt.toISOString() };
  }
}

/** Throws NotFoundError for what can be no version. */
export function versionOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new NotFoundError('There is no publication of this version');
}
