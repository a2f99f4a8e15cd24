import { Injectable } from '@nestjs/common';
import { ForbiddenError } from '../common/errors.js';
import { SignedTexts } from '../common/signed-text.js';
import { Config } from '../config/config.js';

const LIFETIME_SECONDS = 3600;
const PATH = '/api/v1/media/files';

/** A file of an app. */
export interface FilePlace {
  readonly appId: string;
  readonly path: string;
}

/** Addresses that are themselves the permission to send one file, or to fetch it, for an hour. */
@Injectable()
export class FileAddresses {
  private readonly uploads: SignedTexts;
  private readonly downloads: SignedTexts;
  private readonly base: string;

  constructor({ auth, http }: Config) {
    this.uploads = new SignedTexts(auth.tokenKeys, 'file-upload');
    this.downloads = new SignedTexts(auth.tokenKeys, 'file-download');
    this.base = `${http.publicUrl}${PATH}`;
  }

  uploadUrl(place: FilePlace): string {
    return `${this.base}/${signed(this.uploads, place)}`;
  }

  /** Ends with the file's name, for clients that go by it. */
  downloadUrl(place: FilePlace): string {
    const name = encodeURIComponent(nameOf(place.path));
    return `${this.base}/${signed(this.downloads, place)}/${name}`;
  }

  /** Throws ForbiddenError for a token that is no good, or no longer. */
  readUpload(token: string): FilePlace {
    return read(this.uploads, token);
  }

  /** Throws ForbiddenError for a token that is no good, or no longer. */
  readDownload(token: string): FilePlace {
    return read(this.downloads, token);
  }
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function signed(texts: SignedTexts, { appId, path }: FilePlace): string {
  return texts.sign(JSON.stringify([appId, path]), LIFETIME_SECONDS);
}

function read(texts: SignedTexts, token: string): FilePlace {
  const text = texts.read(token);
  if (text === undefined)
    throw new ForbiddenError('This address is no good, or no longer: ask for a new one');
  const [appId, path] = JSON.parse(text) as [string, string];
  return { appId, path };
}
