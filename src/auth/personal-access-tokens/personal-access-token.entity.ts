import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A password for programs. The token itself is shown once and not kept. */
@Entity('personal_access_tokens')
export class PersonalAccessToken {
  /** cuid2; part of the token. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column('text')
  name: string;

  /** SHA-256 of the secret part. */
  @Column({ type: 'bytea', select: false })
  hash: Buffer;

  /** App permission bits it may use at most; 1 = all its owner has. */
  @Column({ type: 'bigint', transformer: { from: Number, to: (bits: number) => bits } })
  permissions: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Null = never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** To within five minutes. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
