import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Lets everybody into an app who has its token. */
@Entity('invite_links')
export class InviteLink {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  /** 256 random bits. Kept readable: administrators look links up to send them once more. */
  @Column('text')
  token: string;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  /** -1 = without end. */
  @Column({ name: 'max_uses', type: 'integer', default: -1 })
  maxUses: number;

  @Column({ type: 'integer', default: 0 })
  uses: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
