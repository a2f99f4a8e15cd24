import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

export const CONNECTION_MODES = [
  'default',
  'straight',
  'step',
  'smoothstep',
  'simplebezier',
] as const;

/** An app as its user has put it in a profile. */
export interface ProfileApp {
  readonly app_id: string;
  readonly favorite: boolean;
  readonly favorite_order: number | null;
  readonly pinned: boolean;
  readonly pinned_order: number | null;
}

export interface ProfileSettings {
  readonly connection_mode: (typeof CONNECTION_MODES)[number];
}

/** How somebody has set up their editor; people may have several. JSON columns hold what the client reads. */
@Entity('profiles')
export class Profile {
  /** Made by the client as a rule; cuid2 otherwise. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column('text')
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column({ type: 'text', array: true })
  interests: string[];

  @Column({ type: 'text', array: true })
  tags: string[];

  @Column({ type: 'jsonb', nullable: true })
  theme: object | null;

  @Column('jsonb')
  settings: ProfileSettings;

  @Column('jsonb')
  apps: ProfileApp[];

  /** Models the user has chosen. */
  @Column({ name: 'bit_ids', type: 'text', array: true })
  bitIds: string[];

  /** A list that only the client understands. */
  @Column('jsonb')
  shortcuts: object;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
