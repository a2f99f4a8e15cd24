import { Injectable } from '@nestjs/common';
import { SignedTexts } from '../../common/signed-text.js';
import { Config } from '../../config/config.js';
import { isListed, type Visibility } from '../app-terms.js';

export const MEDIA_PATH = 'api/v1/media/apps';
const DAY_SECONDS = 86_400;

/** The address of a picture by the name of its file. */
export type AddressOf = (file: string) => string;

/** Where pictures of apps are found: plainly for apps in the store, else by addresses that expire. */
@Injectable()
export class MediaAddresses {
  private readonly signed: SignedTexts;

  constructor(private readonly config: Config) {
    this.signed = new SignedTexts(config.auth.tokenKeys, 'app-media');
  }

  /** For those who may read the metadata. Without `visibility` it is taken for an app that not everybody may know. */
  of(appId: string, visibility?: Visibility): AddressOf {
    const base = `${this.config.http.publicUrl}/${MEDIA_PATH}/${encodeURIComponent(appId)}`;
    if (visibility !== undefined && isListed(visibility)) return (file) => `${base}/${file}`;
    // The same for a whole day, so that browsers keep what they have fetched.
    const lifetime = 2 * DAY_SECONDS - (Math.floor(Date.now() / 1000) % DAY_SECONDS);
    const signature = (file: string) => this.signed.sign(`${appId}/${file}`, lifetime);
    return (file) => `${base}/${file}?signature=${signature(file)}`;
  }

  isGenuine(appId: string, file: string, signature: string | undefined): boolean {
    return signature !== undefined && this.signed.read(signature) === `${appId}/${file}`;
  }
}
