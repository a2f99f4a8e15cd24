/** Everything the audit log can tell of, as `thing.act`. */
export type AuditAction =
  | 'account.created'
  | 'account.changed'
  | 'account.deleted'
  | 'account.banned'
  | 'account.unbanned'
  | 'account.permissions-changed'
  | 'identity.linked'
  | 'identity.removed'
  | 'password.changed'
  | 'password.removed'
  | 'sign-in.succeeded'
  | 'sign-in.failed'
  | 'session.ended'
  | 'session.refresh-token-reused'
  | 'token.created'
  | 'token.removed';
