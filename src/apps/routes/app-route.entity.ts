import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** The address of a page within an app, and the event that is behind it. Goes with the app and with the event. */
@Entity('app_routes')
export class AppRoute {
  @PrimaryColumn({ name: 'app_id', type: 'text' })
  appId: string;

  @PrimaryColumn('text')
  id: string;

  /** As `route-path.ts` writes it; once in an app. */
  @Column('text')
  path: string;

  @Column({ name: 'event_id', type: 'text' })
  eventId: string;

  /** What is shown when nobody names a path: at most one in an app. */
  @Column({ name: 'is_default', type: 'boolean' })
  isDefault: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
