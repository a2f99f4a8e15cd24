import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { TokenKey } from '../config/token-keys.js';

const FORMAT = /^([\w-]+)\.(\d{1,12})\.([\w-]{43})$/;

/**
 * Texts that this server hands out and believes when they come back, for some time: `<text>.<expiry>.<MAC>`,
 * fit for a URL. Readable by everybody, so no place for secrets. The keys follow from those of the tokens
 * (HKDF, RFC 5869), others for every purpose: the first one signs, all verify.
 */
export class SignedTexts {
  private readonly keys: readonly Buffer[];

  constructor(tokenKeys: readonly TokenKey[], purpose: string) {
    this.keys = tokenKeys.map(({ privateJwk: { d } }) =>
      Buffer.from(
        hkdfSync('sha256', Buffer.from(d!, 'base64url'), '', `flow-like:signed:${purpose}`, 32),
      ),
    );
  }

  sign(text: string, lifetimeSeconds: number): string {
    const expiry = Math.floor(Date.now() / 1000) + lifetimeSeconds;
    const signed = `${Buffer.from(text).toString('base64url')}.${expiry}`;
    return `${signed}.${macOf(this.keys[0]!, signed).toString('base64url')}`;
  }

  /** The text; undefined when it was not signed here for this purpose, or has expired. */
  read(signedText: string): string | undefined {
    const [, text, expiry, mac] = FORMAT.exec(signedText) ?? [];
    if (text === undefined || Number(expiry) * 1000 <= Date.now()) return undefined;
    const given = Buffer.from(mac!, 'base64url');
    const isGenuine = this.keys.some((key) =>
      timingSafeEqual(macOf(key, `${text}.${expiry}`), given),
    );
    return isGenuine ? Buffer.from(text, 'base64url').toString() : undefined;
  }
}

function macOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
