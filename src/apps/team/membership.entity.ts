import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Somebody's place in an app: one role for each member. */
@Entity('memberships')
export class Membership {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column({ name: 'role_id', type: 'text' })
  roleId: string;

  /** Such as `invitation` or `link:<id>`; null for who made the app. */
  @Column({ name: 'joined_via', type: 'text', nullable: true })
  joinedVia: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
