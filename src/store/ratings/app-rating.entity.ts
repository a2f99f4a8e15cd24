import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody thinks of a version of an app. */
@Entity('app_ratings')
export class AppRating {
  @PrimaryColumn('uuid')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  /** The one in the store when it was rated. */
  @Column('integer')
  version: number;

  /** Null when their account is gone. */
  @Column({ name: 'user_id', type: 'text', nullable: true })
  userId: string | null;

  /** 1 to 5 stars. */
  @Column('smallint')
  rating: number;

  @Column('text')
  comment: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
