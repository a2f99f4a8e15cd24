import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Somebody asks to be let into an app. Gone once that is decided. */
@Entity('join_requests')
export class JoinRequest {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column({ type: 'text', nullable: true })
  comment: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
