import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { AppExecutionMode, AppStatus, Category, Visibility } from './app-terms.js';

const count = { from: Number, to: (value: number) => value };

/** Something people made of boards. What is read of it stands in its metadata, per language. */
@Entity('apps')
export class App {
  /** cuid2, unless its maker chose another. */
  @PrimaryColumn('text')
  id: string;

  @Column({ type: 'text', default: 'Active' })
  status: AppStatus;

  @Column({ type: 'text', default: 'Private' })
  visibility: Visibility;

  @Column({ name: 'execution_mode', type: 'text', default: 'Any' })
  executionMode: AppExecutionMode;

  @Column({ name: 'primary_category', type: 'text', nullable: true })
  primaryCategory: Category | null;

  @Column({ name: 'secondary_category', type: 'text', nullable: true })
  secondaryCategory: Category | null;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  authors: string[];

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  bits: string[];

  @Column({ type: 'text', nullable: true })
  changelog: string | null;

  @Column({ type: 'text', nullable: true })
  version: string | null;

  @Column({ type: 'json', nullable: true })
  frontend: { readonly landing_page: string | null } | null;

  /** In cents; null or 0 = free. */
  @Column({ type: 'integer', nullable: true })
  price: number | null;

  @Column({ name: 'rating_sum', type: 'bigint', default: 0, transformer: count })
  ratingSum: number;

  @Column({ name: 'rating_count', type: 'bigint', default: 0, transformer: count })
  ratingCount: number;

  @Column({ name: 'download_count', type: 'bigint', default: 0, transformer: count })
  downloadCount: number;

  @Column({ name: 'interactions_count', type: 'bigint', default: 0, transformer: count })
  interactionsCount: number;

  @Column({ name: 'relevance_score', type: 'double precision', nullable: true })
  relevanceScore: number | null;

  @Column({ name: 'owner_role_id', type: 'text', nullable: true })
  ownerRoleId: string | null;

  /** What people get who join. */
  @Column({ name: 'default_role_id', type: 'text', nullable: true })
  defaultRoleId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
