export class JwkDto {
  /** @example EC */
  kty: string;

  /** @example P-256 */
  crv: string;

  x: string;

  y: string;

  /** @example 2yNjJXtNkVgwFHcBVpqKYDb5WsIIZGSDP2KMVNJNUuY */
  kid: string;

  /** @example sig */
  use: string;

  /** @example ES256 */
  alg: string;
}

export class JwksDto {
  keys: JwkDto[];
}
