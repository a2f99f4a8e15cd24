import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { FOREIGN_KEY_VIOLATION } from '../database/violations.js';
import { type ByteRange, ContentGone, ContentStore } from './content-store.js';

/** What a process holds of a file at a time. */
const CHUNK_BYTES = 262_144;

const WRITE = {
  name: 'file-chunks.write',
  text: 'INSERT INTO file_chunks (content_id, position, bytes) VALUES ($1, $2, $3)',
};
const READ = {
  name: 'file-chunks.read',
  text: 'SELECT bytes FROM file_chunks WHERE content_id = $1 AND position = $2',
};

/**
 * Contents in rows of 256 KiB, each written and read by a statement of its own: no file is in memory as a
 * whole, and no transfer holds a connection while it waits for its peer. They go with their row in
 * `file_contents`.
 */
@Injectable()
export class PostgresContents extends ContentStore {
  constructor(private readonly sql: Sql) {
    super();
  }

  async write(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    let position = 0;
    for await (const chunk of inChunks(bytes)) await this.append(id, position++, chunk);
  }

  async *read(id: string, { first, last }: ByteRange): AsyncGenerator<Uint8Array> {
    for (let at = first; at <= last;) {
      const position = Math.floor(at / CHUNK_BYTES);
      const [row] = await this.sql.rows<{ bytes: Buffer }>(READ, [id, position]);
      if (row === undefined) throw new ContentGone();
      const start = position * CHUNK_BYTES;
      yield row.bytes.subarray(at - start, last + 1 - start);
      at = start + CHUNK_BYTES;
    }
  }

  private async append(id: string, position: number, chunk: Buffer): Promise<void> {
    try {
      await this.sql.rows(WRITE, [id, position, chunk]);
    } catch (error) {
      const isGone = (error as { code?: string }).code === FOREIGN_KEY_VIOLATION;
      throw isGone ? new ContentGone() : error;
    }
  }
}

async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    held.push(piece);
    size += piece.length;
    if (size < CHUNK_BYTES) continue;
    const all = Buffer.concat(held);
    const whole = size - (size % CHUNK_BYTES);
    for (let at = 0; at < whole; at += CHUNK_BYTES) yield all.subarray(at, at + CHUNK_BYTES);
    held = [all.subarray(whole)];
    size -= whole;
  }
  if (size > 0) yield Buffer.concat(held);
}
