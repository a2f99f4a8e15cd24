import { AppError } from '../common/errors.js';
import { type FileStore, NodeError, type StoredFile } from '../engine/index.js';
import type { AppFiles } from './app-files.service.js';
import { ContentGone } from './content-store.js';
import { readFilePath } from './file-path.js';

/** How often a read begins anew because the file was replaced while it was read. */
const ATTEMPTS = 3;

/** The files of one app, as nodes see them. */
export class AppFileStore implements FileStore {
  constructor(
    private readonly appId: string,
    private readonly files: AppFiles,
    /** A file is in memory as a whole here: larger ones are refused. */
    private readonly maxBytes: number,
  ) {}

  async read(path: string, signal: AbortSignal): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.readOnce(this.pathOf(path), signal);
      } catch (error) {
        if (!(error instanceof ContentGone)) throw error;
        if (attempt === ATTEMPTS) throw new NodeError(error.message);
      }
  }

  async write(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const at = this.pathOf(path);
    signal.throwIfAborted();
    const incoming = { bytes: untilAborted([bytes], signal), length: bytes.length };
    await told(this.files.save(this.appId, at, incoming), signal);
  }

  async delete(path: string, signal: AbortSignal): Promise<void> {
    const at = this.pathOf(path);
    signal.throwIfAborted();
    await told(this.files.removeFile(this.appId, at), signal);
  }

  async list(prefix: string, signal: AbortSignal): Promise<readonly StoredFile[]> {
    signal.throwIfAborted();
    const begin = prefix.normalize('NFC');
    const files = begin.includes('\0') ? [] : await this.files.listFiles(this.appId, begin);
    signal.throwIfAborted();
    return files.map(({ path, size, modifiedAt }) => ({
      path,
      size,
      modified: modifiedAt.getTime(),
    }));
  }

  private async readOnce(path: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted();
    const file = await this.files.findFile(this.appId, path);
    if (file === undefined) throw new NodeError(`There is no file ${path}`);
    if (file.size > this.maxBytes)
      throw new NodeError(`The file ${path} has ${file.size} bytes; ${this.maxBytes} can be read`);
    const bytes = new Uint8Array(file.size);
    let at = 0;
    const content = this.files.read(file, { first: 0, last: file.size - 1 });
    for await (const piece of untilAborted(content, signal)) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  private pathOf(text: string): string {
    const read = readFilePath(text, this.appId);
    if ('path' in read) return read.path;
    throw new NodeError(`The path ${JSON.stringify(text.slice(0, 200))} ${read.fault}`);
  }
}

async function* untilAborted(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
  }
  signal.throwIfAborted();
}

/** What a caller may be told, a node may be told; a run that is stopped ends with the reason. */
async function told<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AppError && error.code !== 'SERVICE_UNAVAILABLE')
      throw new NodeError(error.message);
    throw error;
  }
}
