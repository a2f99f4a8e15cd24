import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** An app asks somebody to join it. Gone once they have answered. */
@Entity('invitations')
export class Invitation {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  /** Id of a user; null when a key of the app did it. */
  @Column({ name: 'invited_by', type: 'text', nullable: true })
  invitedBy: string | null;

  @Column({ type: 'text', nullable: true })
  message: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
