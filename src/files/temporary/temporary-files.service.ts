import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource } from 'typeorm';
import { ForbiddenError, NotFoundError } from '../../common/errors.js';
import { SignedTexts } from '../../common/signed-text.js';
import { Config } from '../../config/config.js';
import { type ByteRange, ContentStore } from '../content-store.js';
import { type Incoming, Intake, type Received } from '../intake.service.js';

const PATH = '/api/v1/media/temporary';
const UPLOAD_SECONDS = 3600;
const KEPT_SECONDS = 86_400;
const FIND = `SELECT content_id AS "contentId", size::float8 AS size, hash
  FROM temporary_files JOIN file_contents ON file_contents.id = content_id
  WHERE temporary_files.id = $1 AND expires_at > now()`;
const HOLD_USER = 'SELECT 1 FROM users WHERE id = $1 FOR KEY SHARE';
const LOCK = 'SELECT content_id AS "contentId" FROM temporary_files WHERE id = $1 FOR UPDATE';
const WRITE = `WITH named AS (UPDATE file_contents SET is_named = true WHERE id = $3)
  INSERT INTO temporary_files (id, user_id, content_id, hash, expires_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET content_id = excluded.content_id, hash = excluded.hash`;

/** A file somebody is about to send, as its addresses know it. */
interface TemporaryFile {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
}

export interface TemporaryAddresses {
  readonly key: string;
  readonly uploadUrl: string;
  /** To fetch it with GET, to look at it with HEAD, to remove it with DELETE. */
  readonly fileUrl: string;
  readonly uploadExpiresAt: Date;
  readonly fileExpiresAt: Date;
}

/** Files that people hand over to something else: a day later they are gone. */
@Injectable()
export class TemporaryFiles {
  private readonly uploads: SignedTexts;
  private readonly files: SignedTexts;

  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: Intake,
    private readonly contents: ContentStore,
    private readonly config: Config,
  ) {
    this.uploads = new SignedTexts(config.auth.tokenKeys, 'temporary-upload');
    this.files = new SignedTexts(config.auth.tokenKeys, 'temporary-file');
  }

  /** Addresses for one new file of a user; nothing is kept until it comes. */
  addressesFor(userId: string, name: string): TemporaryAddresses {
    const id = createId();
    const text = JSON.stringify([id, userId, name]);
    const base = `${this.config.http.publicUrl}${PATH}`;
    const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);
    return {
      key: `tmp/${userId}/${id}/${name}`,
      uploadUrl: `${base}/${this.uploads.sign(text, UPLOAD_SECONDS)}`,
      fileUrl: `${base}/${this.files.sign(text, KEPT_SECONDS)}/${encodeURIComponent(name)}`,
      uploadExpiresAt: inSeconds(UPLOAD_SECONDS),
      fileExpiresAt: inSeconds(KEPT_SECONDS),
    };
  }

  /** Throws ForbiddenError for a token that is no good, and what `Intake.receive` throws. */
  async save(token: string, incoming: Incoming): Promise<Received> {
    const { id, userId } = read(this.uploads, token);
    const received = await this.intake.receive({ userId }, incoming);
    try {
      await this.dataSource.transaction(async (manager) => {
        if ((await manager.query<object[]>(HOLD_USER, [userId])).length === 0) throw refused();
        const [before] = await manager.query<{ contentId: string }[]>(LOCK, [id]);
        const end = new Date(Date.now() + KEPT_SECONDS * 1000);
        await manager.query(WRITE, [id, userId, received.contentId, received.hash, end]);
        if (before !== undefined) await this.intake.discard(before.contentId, manager);
      });
    } catch (error) {
      await this.intake.discard(received.contentId).catch(() => undefined); // it expires in any case
      throw error;
    }
    return received;
  }

  /** Throws ForbiddenError for a token that is no good, NotFoundError when there is no file, or none any more. */
  async getFile(token: string): Promise<Received & { readonly name: string }> {
    const { id, name } = read(this.files, token);
    const [found] = await this.dataSource.query<Received[]>(FIND, [id]);
    if (found === undefined) throw new NotFoundError('There is no such file, or no longer');
    return { ...found, name };
  }

  read({ contentId }: Received, range: ByteRange): AsyncIterable<Uint8Array> {
    return this.contents.read(contentId, range);
  }

  /** Throws what `getFile` throws. */
  async removeFile(token: string): Promise<void> {
    await this.getFile(token);
    const { id } = read(this.files, token);
    await this.dataSource.transaction(async (manager) => {
      const [found] = await manager.query<{ contentId: string }[]>(LOCK, [id]);
      if (found !== undefined) await this.intake.discard(found.contentId, manager);
    });
  }
}

function read(texts: SignedTexts, token: string): TemporaryFile {
  const text = texts.read(token);
  if (text === undefined) throw refused();
  const [id, userId, name] = JSON.parse(text) as [string, string, string];
  return { id, userId, name };
}

function refused(): ForbiddenError {
  return new ForbiddenError('This address is no good, or no longer: ask for a new one');
}
