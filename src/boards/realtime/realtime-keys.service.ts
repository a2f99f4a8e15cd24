import { hkdfSync } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { type CryptoKey, importJWK, SignJWT } from 'jose';
import { Config } from '../../config/config.js';

/** Sets these apart from access tokens, which are signed with the same key. */
const TYPE = 'realtime+jwt';
const AUDIENCE = 'y-webrtc';
const LIFETIME = '3h';
const KEY_BYTES = 32;

/** What people who edit one board together need, so that only they understand each other. */
export interface RealtimeKeys {
  readonly jwt: string;
  /** 32 bytes in base64, the same for all who may read the board. */
  readonly encryptionKey: string;
  /** Which of the server's keys it was derived from. */
  readonly keyId: string;
}

/** Keys for editing a board together (y-webrtc). Nothing is stored: they follow from TOKEN_KEYS. */
@Injectable()
export class RealtimeKeysService implements OnModuleInit {
  /** The public halves of what signs, for signalling servers and peers. */
  readonly jwks: { readonly keys: readonly object[] };
  private signingKey: CryptoKey;

  constructor(private readonly config: Config) {
    this.jwks = { keys: config.auth.tokenKeys.map(({ publicJwk }) => publicJwk) };
  }

  async onModuleInit(): Promise<void> {
    this.signingKey = (await importJWK(this.current.privateJwk, 'ES256')) as CryptoKey;
  }

  async issue(userId: string, appId: string, boardId: string): Promise<RealtimeKeys> {
    const { kid } = this.current;
    const jwt = await new SignJWT({ app_id: appId, board_id: boardId })
      .setProtectedHeader({ alg: 'ES256', kid, typ: TYPE })
      .setSubject(userId)
      .setIssuer(this.config.http.publicUrl)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(LIFETIME)
      .setJti(createId())
      .sign(this.signingKey);
    return { jwt, encryptionKey: this.encryptionKeyOf(appId, boardId), keyId: kid };
  }

  private get current() {
    return this.config.auth.tokenKeys[0]!;
  }

  /** The ids are in JSON, so that no two boards can be written alike. */
  private encryptionKeyOf(appId: string, boardId: string): string {
    const secret = Buffer.from(this.current.privateJwk.d!, 'base64url');
    const info = JSON.stringify([AUDIENCE, appId, boardId]);
    return Buffer.from(hkdfSync('sha256', secret, '', info, KEY_BYTES)).toString('base64');
  }
}
