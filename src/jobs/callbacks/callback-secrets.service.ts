import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SecretValues } from '../../boards/secrets/secret-values.service.js';
import { NotFoundError } from '../../common/errors.js';
import { Sql } from '../../database/sql.js';
import { ADD_SECRET, FIND_SECRETS, ROTATE_SECRET } from './callback-statements.js';

/** Receivers get this long to take up a new secret. */
const BOTH_SIGN_SECONDS = 86_400;

interface SecretRow {
  readonly secret: string;
  readonly previous: string | null;
  readonly created_at: Date;
}

export interface CallbackSecret {
  /** `whsec_` and 32 bytes in base64, as Standard Webhooks writes them. */
  readonly secret: string;
  /** The one before, as long as it signs too. */
  readonly previous: string | null;
  readonly createdAt: Date;
}

/** What the callbacks of an app are signed with: made when it is first needed, encrypted in its row. */
@Injectable()
export class CallbackSecrets {
  constructor(
    private readonly sql: Sql,
    private readonly values: SecretValues,
  ) {}

  /** Throws NotFoundError when there is no such app. */
  async getSecret(appId: string): Promise<CallbackSecret> {
    const known = await this.findSecret(appId);
    if (known !== undefined) return known;
    await this.sql.rows(ADD_SECRET, [appId, this.newSecret(appId)]);
    const made = await this.findSecret(appId);
    if (made === undefined) throw new NotFoundError('The app has just been removed');
    return made;
  }

  async rotate(appId: string): Promise<CallbackSecret> {
    await this.sql.rows(ROTATE_SECRET, [appId, this.newSecret(appId), BOTH_SIGN_SECONDS]);
    return this.getSecret(appId);
  }

  private async findSecret(appId: string): Promise<CallbackSecret | undefined> {
    const [row] = await this.sql.rows<SecretRow>(FIND_SECRETS, [appId]);
    return (
      row && {
        secret: this.values.openText(row.secret, appId),
        previous: row.previous && this.values.openText(row.previous, appId),
        createdAt: row.created_at,
      }
    );
  }

  private newSecret(appId: string): string {
    return this.values.sealText(`whsec_${randomBytes(32).toString('base64')}`, appId);
  }
}
