import { NotFoundError } from '../common/errors.js';

/** Part of a content, both ends included, counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Where the bytes of files are kept. What a file is called and whose it is, is no business of the store: it
 * knows ids. Postgres keeps them (`PostgresContents`); an object store can take its place.
 */
export abstract class ContentStore {
  /** Keeps bytes as they come, under an id that is used once. Throws what `bytes` throws, and ContentGone. */
  abstract write(id: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;

  /** Throws ContentGone when it was removed, at the beginning or on the way. */
  abstract read(id: string, range: ByteRange): AsyncIterable<Uint8Array>;
}

/** Somebody removed or replaced it, or what it belongs to. */
export class ContentGone extends NotFoundError {
  constructor() {
    super('The file was removed or replaced just now');
  }
}
