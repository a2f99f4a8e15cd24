import type { EventEmitter } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';
import type { Account, Adapter, Grant, KoaContextWithOIDC } from 'oidc-provider';
import { Provider } from 'oidc-provider/lib/provider.js';
import { AuditService } from '../../audit/audit.service.js';
import { UnavailableError } from '../../common/errors.js';
import { isOutage } from '../../common/outage.js';
import { Config } from '../../config/config.js';
import { Sql } from '../../database/sql.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { claimsOf } from './claims.js';
import { OpenIdRecords } from './openid-records.js';
import { OpenIdSessions } from './openid-sessions.service.js';
import { configurationOf, GRANTED_SCOPE } from './provider-configuration.js';
import { makeFamilies, RefreshTokenRecords } from './refresh-token-records.js';

const RETRY_SECONDS = '2';

/** The account a source of tokens belongs to: what oidc-provider calls a code or a refresh token. */
type Source = Parameters<NonNullable<Parameters<typeof configurationOf>[1]['findAccount']>>[2];

/** oidc-provider, tied to the accounts and sessions of this server. Absent when another issuer keeps them. */
@Injectable()
export class OpenIdProvider {
  readonly provider: Provider | undefined;
  private readonly logger = new Logger(OpenIdProvider.name);

  constructor(
    private readonly sql: Sql,
    private readonly sessions: SessionsService,
    private readonly openIdSessions: OpenIdSessions,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {
    if (config.openid.outside === undefined) this.provider = this.create();
  }

  private create(): Provider {
    const { publicUrl } = this.config.http;
    const provider = new Provider(
      publicUrl,
      configurationOf(this.config, {
        adapter: (kind) => this.adapterOf(kind),
        findAccount: (ctx, userId, source) => this.findAccount(ctx, userId, source),
        loadExistingGrant: (ctx) => this.findGrant(ctx),
      }),
    );
    makeFamilies(provider);
    knowAddress(provider, publicUrl);
    provider.use(async (ctx, next) => {
      await next();
      await this.endSessionsOf(ctx as KoaContextWithOIDC);
    });
    provider.on('grant.revoked', (ctx) => this.noteReuse(ctx));
    provider.on('server_error', (ctx, error) => this.explain(ctx, error));
    const broken: EventEmitter = provider;
    broken.on('error', (error: Error) => this.logger.warn(`An answer broke off: ${error.message}`));
    return provider;
  }

  private adapterOf(kind: string): Adapter {
    return kind === 'RefreshToken'
      ? new RefreshTokenRecords(this.sql, this.sessions)
      : new OpenIdRecords(kind, this.sql, this.sessions);
  }

  /** With a code or a refresh token, the session it belongs to must be open too. */
  private async findAccount(
    { req }: KoaContextWithOIDC,
    userId: string,
    source: Source,
  ): Promise<Account | undefined> {
    const user =
      source?.grantId === undefined
        ? await this.openIdSessions.findActive(userId)
        : await this.openIdSessions.use(source.grantId, userId, req);
    return user && { accountId: userId, claims: () => claimsOf(user) };
  }

  /**
   * The grant of this browser for this client: a session of ours, begun when somebody has just signed in, or
   * comes from another client. Undefined when that session was ended: then they must sign in.
   */
  private async findGrant({ oidc, req }: KoaContextWithOIDC): Promise<Grant | undefined> {
    const session = oidc.session!;
    const { clientId } = oidc.client!;
    const known = session.grantIdFor(clientId);
    if (known !== undefined && oidc.result?.login === undefined)
      return oidc.provider.Grant.find(known);
    if (known !== undefined) await this.sessions.endThese([known]);
    const userId = session.accountId!;
    const id = await this.openIdSessions.begin(userId, clientId, session.authTime()!, req);
    if (id === undefined) return undefined;
    const grant = new oidc.provider.Grant({ accountId: userId, clientId });
    grant.jti = id;
    grant.addOIDCScope(GRANTED_SCOPE);
    grant.addResourceScope(`${this.config.http.publicUrl}/api/v1`, GRANTED_SCOPE);
    await grant.save();
    return grant;
  }

  /** Whoever signs out of the browser is signed out of what it let in. */
  private async endSessionsOf({ oidc }: KoaContextWithOIDC): Promise<void> {
    if (oidc?.route !== 'end_session_confirm' || oidc.session === undefined) return;
    if (Reflect.get(oidc.session, 'destroyed') !== true) return;
    const clients = Object.values(oidc.session.authorizations ?? {});
    await this.sessions.endThese(clients.map(({ grantId }) => grantId!).filter(Boolean));
  }

  private noteReuse({ oidc, req }: KoaContextWithOIDC): void {
    const token = oidc.entities.RefreshToken;
    if (oidc.route !== 'token' || token?.consumed === undefined) return;
    const origin = this.openIdSessions.originOf(req);
    this.audit.note('session.refresh-token-reused', token.accountId, origin, {
      session_id: token.grantId ?? null,
    });
  }

  private explain(ctx: KoaContextWithOIDC, error: Error): void {
    const where = `${ctx.method} ${ctx.path}`;
    if (!isOutage(error) && !(error instanceof UnavailableError))
      return this.logger.error(`${where} failed`, error.stack);
    this.logger.warn(`${where} met an outage: ${error.message}`);
    ctx.status = 503;
    ctx.set('retry-after', RETRY_SECONDS);
  }
}

/** Every URL is made from the public one, whatever the request says of host, protocol and target. */
function knowAddress({ request }: Provider, publicUrl: string): void {
  const { protocol, host, origin } = new URL(publicUrl);
  Object.defineProperties(request, {
    protocol: { value: protocol.slice(0, -1) },
    host: { value: host },
    origin: { value: origin },
    href: {
      get() {
        const { pathname, search } = new URL(this.url, origin);
        return `${origin}${pathname}${search}`;
      },
    },
  });
}
