import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImageKind } from '../../users/avatars/image-kind.js';

/** A picture of what is read of an app: its metadata names it by `<id>.<kind>`, and takes it along when it goes. */
@Entity('app_media')
export class AppMedia {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column('text')
  target: string;

  @Column('text')
  language: string;

  @Column('text')
  kind: ImageKind;

  @Column('bytea')
  bytes: Buffer;
}
