import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TeamModule } from '../apps/team/team.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { RevocationsModule } from '../revocations/revocations.module.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { UsersModule } from '../users/users.module.js';
import { AccountController } from './account/account.controller.js';
import { AccountService } from './account/account.service.js';
import { UserInfoController } from './account/user-info.controller.js';
import { AuditController } from './account/audit.controller.js';
import { AdminUsersController } from './admin/admin-users.controller.js';
import { AdminUsersService } from './admin/admin-users.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AccessTokenStrategy } from './credentials/access-token.strategy.js';
import { ApiKeyStrategy } from './credentials/api-key.strategy.js';
import { CredentialsGuard } from './credentials/credentials.guard.js';
import { PersonalAccessTokenStrategy } from './credentials/personal-access-token.strategy.js';
import { IdentitiesController } from './identities/identities.controller.js';
import { Identities } from './identities/identities.service.js';
import { Identity } from './identities/identity.entity.js';
import { JwksController } from './jwks.controller.js';
import { OAuthController } from './oauth/oauth.controller.js';
import { OAuthSignIn } from './oauth/oauth-sign-in.service.js';
import { OneTimeCodes } from './oauth/one-time-codes.service.js';
import { OneTimeStore } from './oauth/one-time-store.service.js';
import { ProviderAccounts } from './oauth/provider-accounts.service.js';
import { Providers } from './oauth/providers.service.js';
import { OpenIdController } from './openid/openid.controller.js';
import { OpenIdProvider } from './openid/openid-provider.service.js';
import { OpenIdRoutes } from './openid/openid-routes.js';
import { OpenIdSessions } from './openid/openid-sessions.service.js';
import { OpenIdSettings } from './openid/openid-settings.service.js';
import { OutsideAccounts } from './openid/outside-accounts.service.js';
import { OutsideIssuer } from './openid/outside-issuer.service.js';
import { SignInPages } from './openid/sign-in-pages.service.js';
import { Passwords } from './passwords.service.js';
import { PersonalAccessToken } from './personal-access-tokens/personal-access-token.entity.js';
import { PersonalAccessTokensController } from './personal-access-tokens/personal-access-tokens.controller.js';
import { PersonalAccessTokens } from './personal-access-tokens/personal-access-tokens.service.js';
import { Session } from './sessions/session.entity.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInLimits } from './sign-in/sign-in-limits.service.js';
import { SignInService } from './sign-in/sign-in.service.js';
import { AccessTokens } from './tokens/access-tokens.service.js';
import { Expiry } from './expiry.service.js';

/** Who is who: sign-up, sign-in, sessions, tokens, and the guard before every route. */
@Module({
  imports: [
    PassportModule,
    TypeOrmModule.forFeature([Identity, Session, PersonalAccessToken]),
    AuditModule,
    RevocationsModule,
    TeamModule,
    ThrottleModule,
    UsersModule,
  ],
  controllers: [
    AuthController,
    JwksController,
    OpenIdController,
    PersonalAccessTokensController,
    SessionsController,
    AuditController,
    AccountController,
    UserInfoController,
    AdminUsersController,
    IdentitiesController,
    OAuthController,
  ],
  providers: [
    AccessTokens,
    AccessTokenStrategy,
    AccountService,
    AdminUsersService,
    ApiKeyStrategy,
    AuthService,
    Expiry,
    Identities,
    OAuthSignIn,
    OneTimeCodes,
    OneTimeStore,
    OpenIdProvider,
    OpenIdRoutes,
    OpenIdSessions,
    OpenIdSettings,
    OutsideAccounts,
    OutsideIssuer,
    Passwords,
    PersonalAccessTokens,
    PersonalAccessTokenStrategy,
    ProviderAccounts,
    Providers,
    SessionsService,
    SignInLimits,
    SignInPages,
    SignInService,
    { provide: APP_GUARD, useClass: CredentialsGuard },
  ],
})
export class AuthModule {}
