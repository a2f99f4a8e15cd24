import type { AuditEvent } from '../../audit/audit-event.entity.js';

export class AuditEventDto {
  /** @example 01a20a52-92b9-7277-9243-b025636fb348 */
  id: string;

  /** @example sign-in.succeeded */
  action: string;

  /** @example 2026-11-24T12:00:00.000Z */
  at: string;

  /** @example 203.0.113.7 */
  address: string;

  /** @example curl/8.14.1 */
  user_agent: string | null;

  /** @example 8a1f2c34-5b6d-4e7f-8091-a2b3c4d5e6f7 */
  request_id: string;

  /** @example {"session_id": "tz4a98xxat96iws9zmbrgj3a", "client": "password"} */
  details: Record<string, unknown>;

  static from(event: AuditEvent): AuditEventDto {
    return {
      id: event.id,
      action: event.action,
      at: event.at.toISOString(),
      address: event.address,
      user_agent: event.userAgent,
      request_id: event.requestId,
      details: event.details,
    };
  }
}
