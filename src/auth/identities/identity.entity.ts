import { createHash } from 'node:crypto';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Who a user is at another issuer. */
@Entity('identities')
export class Identity {
  /** Identifier of the issuer, as its tokens have it. */
  @PrimaryColumn('text')
  issuer: string;

  /** Stays the same whatever the user changes there. */
  @PrimaryColumn('text')
  subject: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** For URLs: stable, and made of what the identity is. */
  get id(): string {
    const key = JSON.stringify([this.issuer, this.subject]);
    return createHash('sha256').update(key).digest('base64url').slice(0, 22);
  }
}
