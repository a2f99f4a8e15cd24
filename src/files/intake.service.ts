import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 as uuid } from 'uuid';
import { lockApp } from '../apps/app-lock.js';
import { AppRoom } from '../apps/room/app-room.service.js';
import { AppError, ForbiddenError, InvalidError } from '../common/errors.js';
import { Config } from '../config/config.js';
import { ContentStore } from './content-store.js';

const MOST_TEMPORARY = 1000;
const RESERVE = `INSERT INTO file_contents (id, app_id, user_id, size) VALUES ($1, $2, $3, $4)`;
const HELD = `SELECT count(*)::integer AS files, COALESCE(sum(size), 0)::float8 AS bytes
  FROM file_contents WHERE user_id = $1`;

/** Whose bytes these will be: an app's, or a user's, for a while. */
export type Owner = { readonly appId: string } | { readonly userId: string };

export interface Incoming {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** As announced; undefined when nobody knows. */
  readonly length: number | undefined;
  /** Bytes of what this is to take the place of. */
  readonly replaces?: number;
}

/** What came in, kept but seen by nobody until a file names it. */
export interface Received {
  readonly contentId: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
}

/** Takes the bytes of files in: room is set aside before the first one comes, so that many at once count. */
@Injectable()
export class Intake {
  constructor(
    private readonly dataSource: DataSource,
    private readonly contents: ContentStore,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {}

  /**
   * Throws InvalidError for too much of it, or when it breaks off; NotFoundError when the app is gone; and
   * ForbiddenError when the user is, or has too many files.
   */
  async receive(owner: Owner, { bytes, length, replaces = 0 }: Incoming): Promise<Received> {
    const { fileBytes } = this.config.limits;
    const announced = length ?? fileBytes;
    if (announced > fileBytes) throw tooLarge(fileBytes);
    const contentId = uuid();
    await this.reserve(contentId, owner, announced, replaces);
    const hash = createHash('sha256');
    let size = 0;
    const counted = async function* () {
      for await (const piece of unbroken(bytes)) {
        size += piece.length;
        if (size > announced) throw tooLarge(announced);
        hash.update(piece);
        yield piece;
      }
    };
    try {
      await this.contents.write(contentId, counted());
      if (size !== announced)
        await this.dataSource.query('UPDATE file_contents SET size = $2 WHERE id = $1', [
          contentId,
          size,
        ]);
    } catch (error) {
      await this.discard(contentId).catch(() => undefined); // it expires in any case
      throw error;
    }
    return { contentId, size, hash: hash.digest('hex') };
  }

  async discard(contentId: string, manager = this.dataSource.manager): Promise<void> {
    await manager.query('DELETE FROM file_contents WHERE id = $1', [contentId]);
  }

  private async reserve(
    contentId: string,
    owner: Owner,
    bytes: number,
    replaces: number,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if ('appId' in owner) {
        await lockApp(manager, owner.appId);
        await this.room.assertFor(owner.appId, bytes - replaces, manager);
        await manager.query(RESERVE, [contentId, owner.appId, null, bytes]);
      } else {
        await this.assertTemporaryRoom(owner.userId, bytes - replaces, manager);
        await manager.query(RESERVE, [contentId, null, owner.userId, bytes]);
      }
    });
  }

  private async assertTemporaryRoom(
    userId: string,
    bytes: number,
    manager: EntityManager,
  ): Promise<void> {
    const { temporaryBytes } = this.config.limits;
    const found = await manager.query<object[]>(
      `SELECT 1 FROM users WHERE id = $1 AND status = 'Active' FOR NO KEY UPDATE`,
      [userId],
    );
    if (found.length === 0) throw new ForbiddenError('This address takes no file any more');
    const [held] = await manager.query<[{ files: number; bytes: number }]>(HELD, [userId]);
    if (held.bytes + bytes > temporaryBytes)
      throw new InvalidError(
        `Temporary files of one user may take ${temporaryBytes} bytes together; remove some, or wait until they expire`,
      );
    if (held.files >= MOST_TEMPORARY)
      throw new ForbiddenError(
        `There are ${held.files} temporary files already; remove some, or wait until they expire`,
      );
  }
}

function tooLarge(most: number): InvalidError {
  return new InvalidError(`The file is larger than the ${most} bytes it may take`, [
    { path: 'body', message: `must be ${most} bytes at most` },
  ]);
}

/** A sender that goes away is no fault of this server. */
async function* unbroken(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new InvalidError('The file broke off before its end');
  }
}
