import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import type { OpenIdSettingsDto } from './openid-settings.dto.js';
import { OutsideIssuer } from './outside-issuer.service.js';
import { ENDPOINTS, GRANTED_SCOPE } from './provider-configuration.js';

/** What clients are told of the issuer: this server, or the one that keeps the accounts instead. */
@Injectable()
export class OpenIdSettings {
  readonly authority: string;
  readonly discoveryUrl: string;

  constructor(
    private readonly outside: OutsideIssuer,
    private readonly config: Config,
  ) {
    this.authority = config.openid.outside?.issuer ?? config.http.publicUrl;
    const base = this.authority.replace(/\/$/, '');
    this.discoveryUrl = `${base}/.well-known/openid-configuration`;
  }

  /** Throws UnavailableError when another issuer keeps the accounts and does not answer. */
  async forClients(): Promise<OpenIdSettingsDto> {
    const { clientId, redirectUris, postLogoutRedirectUris } = this.config.openid;
    const { jwks, userInfo } = await this.addresses();
    return {
      authority: this.authority,
      client_id: clientId,
      scope: GRANTED_SCOPE,
      response_type: 'code',
      redirect_uri: redirectUris[0]!,
      post_logout_redirect_uri: postLogoutRedirectUris[0] ?? null,
      jwks_url: jwks,
      discovery_url: this.discoveryUrl,
      user_info_url: userInfo,
      proxy: null,
      cognito: null,
    };
  }

  private async addresses(): Promise<{ jwks: string | null; userInfo: string | null }> {
    const { http, openid } = this.config;
    if (openid.outside === undefined)
      return {
        jwks: `${http.publicUrl}${ENDPOINTS.jwks}`,
        userInfo: `${http.publicUrl}${ENDPOINTS.userinfo}`,
      };
    const { jwks_uri: jwks = null, userinfo_endpoint: userInfo = null } =
      await this.outside.metadata();
    return { jwks, userInfo };
  }
}
