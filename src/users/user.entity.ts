import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Banned and inactive people can't sign in; what they signed in with before stops working. */
export type UserStatus = 'Active' | 'Inactive' | 'Banned';

/** A person. */
@Entity('users')
export class User {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  /** As it was typed; unique whatever the case. Null when another issuer gave none. */
  @Column({ type: 'text', nullable: true })
  email: string | null;

  /** Null until somebody who knows vouched for it. */
  @Column({ name: 'email_verified_at', type: 'timestamptz', nullable: true })
  emailVerifiedAt: Date | null;

  /** Argon2id; null for those who sign in elsewhere. Only read where a password is checked. */
  @Column({ name: 'password_hash', type: 'text', nullable: true, select: false })
  passwordHash?: string | null;

  @Column({ type: 'text', nullable: true })
  name: string | null;

  /** Unique whatever the case. */
  @Column({ type: 'text', nullable: true })
  username: string | null;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ name: 'avatar_url', type: 'text', nullable: true })
  avatarUrl: string | null;

  /** Platform permission bits (board page, 7.2): 1 = administrator. */
  @Column({
    type: 'bigint',
    default: 0,
    transformer: { from: Number, to: (bits: number) => bits },
  })
  permission: number;

  @Column({ type: 'text', default: 'Active' })
  status: UserStatus;

  @Column({ name: 'accepted_terms_version', type: 'text', nullable: true })
  acceptedTermsVersion: string | null;

  @Column({ name: 'tutorial_completed', type: 'boolean', default: false })
  tutorialCompleted: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
