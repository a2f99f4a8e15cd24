import { ApiProperty } from '@nestjs/swagger';

/** What it takes to edit a board together with others. */
export class RealtimeKeysDto {
  /**
   * An ES256 token for the audience `y-webrtc`, good for three hours; no access token.
   * @example eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIiwidHlwIjoicmVhbHRpbWUrand0In0.e30.c2ln
   */
  jwt: string;

  /**
   * 32 bytes in base64, the same for all who may read the board.
   * @example 3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
   */
  encryption_key: string;

  /** @example k1 */
  key_id: string;
}

/** Public keys, as RFC 7517 has them. */
export class RealtimeJwksDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    example: [{ kty: 'EC', crv: 'P-256', x: '…', y: '…', kid: 'k1', use: 'sig', alg: 'ES256' }],
  })
  keys: readonly object[];
}
