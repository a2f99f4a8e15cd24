import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A frozen state of a board. Never changed once written. */
@Entity('board_versions')
export class BoardVersion {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  @PrimaryColumn({ name: 'board_id', type: 'text' })
  boardId: string;

  @PrimaryColumn('integer')
  major: number;

  @PrimaryColumn('integer')
  minor: number;

  @PrimaryColumn('integer')
  patch: number;

  @Column('json')
  content: unknown;

  /** SHA-256 of the content's text. */
  @Column('text')
  hash: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
