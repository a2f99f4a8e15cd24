import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The picture somebody has sent in. `users.avatar_url` leads to it, or elsewhere. */
@Entity('avatars')
export class Avatar {
  @PrimaryColumn({ name: 'user_id', type: 'text' })
  userId: string;

  @Column({ name: 'content_type', type: 'text' })
  contentType: string;

  @Column('bytea')
  bytes: Buffer;

  /** SHA-256 of the bytes, in hex; part of its address. */
  @Column('text')
  hash: string;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
