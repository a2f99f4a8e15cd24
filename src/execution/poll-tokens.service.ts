import { Injectable } from '@nestjs/common';
import { SignedTexts } from '../common/signed-text.js';
import { Config } from '../config/config.js';

const LIFETIME_SECONDS = 3600;

/** Credentials that are good for reading what one run tells, and for nothing else. */
@Injectable()
export class PollTokens {
  private readonly texts: SignedTexts;

  constructor({ auth }: Config) {
    this.texts = new SignedTexts(auth.tokenKeys, 'poll');
  }

  make(runId: string): string {
    return this.texts.sign(runId, LIFETIME_SECONDS);
  }

  /** The id of the run; undefined for a token that is none of ours, or too old. */
  read(token: string): string | undefined {
    return this.texts.read(token);
  }
}
