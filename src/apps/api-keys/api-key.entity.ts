import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Lets programs into one app, with one of its roles. The key itself is shown once and not kept. */
@Entity('app_api_keys')
export class ApiKey {
  /** cuid2; part of the key. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  @Column({ name: 'role_id', type: 'text' })
  roleId: string;

  @Column('text')
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** SHA-256 of the secret part. */
  @Column({ type: 'bytea', select: false })
  hash: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Null = never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt: Date | null;

  /** To within five minutes. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
