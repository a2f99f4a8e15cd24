import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { RequestOrigin } from '../common/request-origin.js';
import type { AuditAction } from './audit-action.js';
import { AuditEvent } from './audit-event.entity.js';

/** Remembers every security-relevant act. Never given a secret: details hold ids, names and reasons. */
@Injectable()
export class AuditService {
  private readonly logger = new Logger(AuditService.name);

  constructor(@InjectRepository(AuditEvent) private readonly events: Repository<AuditEvent>) {}

  async record(
    action: AuditAction,
    userId: string,
    origin: RequestOrigin,
    details: AuditEvent['details'] = {},
    manager = this.events.manager,
  ): Promise<void> {
    const { address, userAgent, requestId } = origin;
    const event = { userId, action, address, userAgent, requestId, details };
    await manager.insert(AuditEvent, { id: uuidv7(), at: new Date(), ...event });
  }

  /**
   * After the answer: for acts whose answer must take the same time whether there is an account or not.
   * A failure is only logged.
   */
  note(...event: Parameters<AuditService['record']>): void {
    setImmediate(() => {
      this.record(...event).catch((error: Error) => {
        this.logger.warn(`Could not record ${event[0]} of ${event[1]}: ${error.message}`);
      });
    });
  }

  /** Newest first; `before` is the id of the last event of the page before. */
  listEvents(
    userId: string,
    { limit, before, offset }: { limit: number; before?: string | undefined; offset: number },
  ): Promise<AuditEvent[]> {
    return this.events.find({
      where: { userId, ...(before === undefined ? {} : { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit,
      skip: offset,
    });
  }
}
