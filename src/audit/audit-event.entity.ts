import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One security-relevant act. Written once, never changed; outlives the account it is about. */
@Entity('audit_events')
export class AuditEvent {
  /** UUID v7: ascending in time. */
  @PrimaryColumn('uuid')
  id: string;

  /** Whose account it is about. */
  @Column({ name: 'user_id', type: 'text' })
  userId: string;

  @Column('text')
  action: string;

  @Column('text')
  address: string;

  @Column({ name: 'user_agent', type: 'text', nullable: true })
  userAgent: string | null;

  @Column({ name: 'request_id', type: 'text' })
  requestId: string;

  @Column('jsonb')
  details: Readonly<Record<string, string | number | null>>;

  @Column('timestamptz')
  at: Date;
}
