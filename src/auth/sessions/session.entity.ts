import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/**
 * One sign-in, until it ends. Its refresh tokens form a family: each use replaces the token, and a token
 * that was used before ends the session.
 */
@Entity('sessions')
export class Session {
  /** cuid2; the claim `sid` of its access tokens. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  /** How it began: `password`, the id of an OAuth provider, or of an OpenID client. */
  @Column('text')
  client: string;

  /** SHA-256 of the part that all refresh tokens of the session share. */
  @Column({ name: 'family_hash', type: 'bytea', nullable: true, select: false })
  familyHash: Buffer | null;

  /** SHA-256 of the part that only the present one has. */
  @Column({ name: 'token_hash', type: 'bytea', nullable: true, select: false })
  tokenHash: Buffer | null;

  @Column('text')
  address: string;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** When the user last proved who they are. */
  @Column({ name: 'authenticated_at', type: 'timestamptz' })
  authenticatedAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz' })
  lastUsedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
