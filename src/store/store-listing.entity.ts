import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Category } from '../apps/app-terms.js';

const count = { from: Number, to: (value: number) => value };

/** An app in the store, as it was frozen when it was published last. */
@Entity('store_listings')
export class StoreListing {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  /** Null when their account is gone. */
  @Column({ name: 'publisher_id', type: 'text', nullable: true })
  publisherId: string | null;

  @Column({ name: 'author_name', type: 'text' })
  authorName: string;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  @Column({ name: 'long_description', type: 'text', nullable: true })
  longDescription: string | null;

  @Column({ type: 'text', array: true })
  tags: string[];

  @Column({ name: 'primary_category', type: 'text', nullable: true })
  primaryCategory: Category | null;

  @Column({ name: 'secondary_category', type: 'text', nullable: true })
  secondaryCategory: Category | null;

  @Column({ name: 'age_rating', type: 'integer', nullable: true })
  ageRating: number | null;

  /** In cents; 0 = free. */
  @Column({ type: 'integer', default: 0 })
  price: number;

  @Column('text')
  visibility: 'Public' | 'PublicRequestAccess';

  /** Of the publication it shows: 1, 2, 3, … */
  @Column('integer')
  version: number;

  @Column({ name: 'release_notes', type: 'text' })
  releaseNotes: string;

  @Column({ name: 'published_at', type: 'timestamptz' })
  publishedAt: Date;

  /** When its latest version came. */
  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @Column({ name: 'rating_sum', type: 'bigint', default: 0, transformer: count })
  ratingSum: number;

  @Column({ name: 'rating_count', type: 'bigint', default: 0, transformer: count })
  ratingCount: number;

  /** The average with ten ratings of three stars added; made by the database. */
  @Column({ type: 'double precision', insert: false, update: false })
  ranking: number;

  @Column({ name: 'download_count', type: 'bigint', default: 0, transformer: count })
  downloadCount: number;
}
