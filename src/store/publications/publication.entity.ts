import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Category, ListedVisibility } from '../../apps/app-terms.js';

/** Waits for a review, is or was in the store, was refused, or was taken back before its review. */
export type PublicationStatus = 'requested' | 'approved' | 'refused' | 'withdrawn';

/** What the store shows of a version. */
export interface PublishedListing {
  readonly name: string;
  readonly description: string;
  readonly long_description: string | null;
  readonly tags: readonly string[];
  readonly primary_category: Category | null;
  readonly secondary_category: Category | null;
  readonly age_rating: number | null;
  readonly price: number | null;
  readonly publisher_id: string;
  readonly author_name: string;
}

/** A version of an app for the store, frozen when it was asked for. Its content is read by those who need it. */
@Entity('publications')
export class Publication {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  /** From 1; one that was refused or taken back leaves a gap. */
  @PrimaryColumn('integer')
  version: number;

  @Column('text')
  status: PublicationStatus;

  @Column('text')
  visibility: ListedVisibility;

  @Column({ name: 'release_notes', type: 'text' })
  releaseNotes: string;

  @Column('json')
  listing: PublishedListing;

  /** Null when their account is gone. */
  @Column({ name: 'requested_by', type: 'text', nullable: true })
  requestedBy: string | null;

  @Column({ name: 'requested_at', type: 'timestamptz' })
  requestedAt: Date;

  /** Null: nobody has, or the configuration wants no review. */
  @Column({ name: 'reviewed_by', type: 'text', nullable: true })
  reviewedBy: string | null;

  @Column({ name: 'reviewed_at', type: 'timestamptz', nullable: true })
  reviewedAt: Date | null;

  /** Why it was refused. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
