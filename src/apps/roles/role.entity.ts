import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** What some members of an app may do in it. */
@Entity('roles')
export class Role {
  /** cuid2. */
  @PrimaryColumn('text')
  id: string;

  @Column({ name: 'app_id', type: 'text' })
  appId: string;

  @Column('text')
  name: string;

  @Column({ type: 'text', default: '' })
  description: string;

  /** App permission bits (`common/app-permission.ts`). */
  @Column({ type: 'bigint', transformer: { from: Number, to: (bits: number) => bits } })
  permissions: number;

  @Column({ type: 'text', array: true, nullable: true })
  attributes: string[] | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
