import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** What people read of an app, or of one of its templates or widgets, in one language. */
@Entity('app_metadata')
export class AppMetadata {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  /** Empty = the app itself; else such as `template:<id>`. */
  @PrimaryColumn({ type: 'text', default: '' })
  target: string;

  /** Such as `en` or `de-AT`. */
  @PrimaryColumn('text')
  language: string;

  @Column('text')
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  @Column({ name: 'long_description', type: 'text', nullable: true })
  longDescription: string | null;

  @Column({ name: 'release_notes', type: 'text', nullable: true })
  releaseNotes: string | null;

  @Column({ type: 'text', array: true, default: () => `'{}'` })
  tags: string[];

  @Column({ name: 'use_case', type: 'text', nullable: true })
  useCase: string | null;

  @Column({ type: 'text', nullable: true })
  icon: string | null;

  @Column({ type: 'text', nullable: true })
  thumbnail: string | null;

  @Column({ name: 'preview_media', type: 'text', array: true, default: () => `'{}'` })
  previewMedia: string[];

  @Column({ name: 'age_rating', type: 'integer', nullable: true })
  ageRating: number | null;

  @Column({ type: 'text', nullable: true })
  website: string | null;

  @Column({ name: 'support_url', type: 'text', nullable: true })
  supportUrl: string | null;

  @Column({ name: 'docs_url', type: 'text', nullable: true })
  docsUrl: string | null;

  @Column({ name: 'organization_specific_values', type: 'json', nullable: true })
  organizationSpecificValues: number[] | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
