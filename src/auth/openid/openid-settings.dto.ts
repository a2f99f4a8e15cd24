/** What a client needs to sign people in, in the words of the ecosystem's web client. */
export class OpenIdSettingsDto {
  /**
   * The issuer.
   * @example https://flow.example.com
   */
  authority: string;

  /** @example flow-like */
  client_id: string;

  /** @example "openid profile email offline_access" */
  scope: string;

  /** @example code */
  response_type: 'code';

  /** @example https://app.example.com/callback */
  redirect_uri: string;

  /** @example https://app.example.com/ */
  post_logout_redirect_uri: string | null;

  /** @example https://flow.example.com/.well-known/jwks.json */
  jwks_url: string | null;

  /** @example https://flow.example.com/.well-known/openid-configuration */
  discovery_url: string;

  /** @example https://flow.example.com/api/v1/auth/userinfo */
  user_info_url: string | null;

  /** Always null: there is no proxy between client and issuer. */
  proxy: string | null;

  /** Always null. */
  cognito: string | null;
}

/** What is known of a user, as far as the scopes of the access token allow. */
export class UserClaimsDto {
  /** @example tz4a98xxat96iws9zmbrgj3a */
  sub: string;

  /** @example ada@example.com */
  email?: string;

  /** @example false */
  email_verified?: boolean;

  /** @example Ada Lovelace */
  name?: string;

  /** @example ada */
  preferred_username?: string;

  /** @example https://example.com/ada.png */
  picture?: string;

  /** @example 1795521600 */
  updated_at?: number;
}
