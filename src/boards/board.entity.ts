import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** A board in its editable state. Its JSON is the ecosystem's and is kept as it came. */
@Entity('boards')
export class Board {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  @PrimaryColumn('text')
  id: string;

  @Column('json')
  draft: unknown;

  /** SHA-256 of the draft's text: what a compiled program is cached by. */
  @Column({ name: 'draft_hash', type: 'text' })
  draftHash: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
