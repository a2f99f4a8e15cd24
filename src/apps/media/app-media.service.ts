import { Injectable } from '@nestjs/common';
import { createId } from '@paralleldrive/cuid2';
import { DataSource, type EntityManager } from 'typeorm';
import { ConflictError, ForbiddenError, InvalidError, NotFoundError } from '../../common/errors.js';
import { changedAfter } from '../../common/etag.js';
import { SignedTexts } from '../../common/signed-text.js';
import { Config } from '../../config/config.js';
import { IMAGE_TYPES, type ImageKind, isImage } from '../../users/avatars/image-kind.js';
import { App } from '../app.entity.js';
import { lockApp } from '../app-lock.js';
import { isListed } from '../app-terms.js';
import { AppMetadata } from '../metadata/app-metadata.entity.js';
import { MetadataService } from '../metadata/metadata.service.js';
import { AppRoom } from '../room/app-room.service.js';
import { AppMedia } from './app-media.entity.js';
import { MEDIA_PATH, MediaAddresses } from './media-addresses.service.js';

export const MEDIA_ITEMS = ['icon', 'thumbnail', 'preview'] as const;
export type MediaItem = (typeof MEDIA_ITEMS)[number];

const UPLOAD_SECONDS = 600;
const MOST_PREVIEWS = 10;
const FILE_NAME = /^([a-z0-9]{1,32})\.(png|jpg|webp|gif)$/;

/** Which picture of which metadata. */
export interface MediaPlace {
  readonly appId: string;
  /** As in the metadata: empty = the app itself. */
  readonly target: string;
  readonly language: string;
  readonly item: MediaItem;
}

type MetadataKey = Pick<AppMetadata, 'appId' | 'target' | 'language'>;

/** Pictures of apps and of their templates. One that is no longer shown is no longer kept. */
@Injectable()
export class AppMediaService {
  private readonly uploads: SignedTexts;

  constructor(
    private readonly dataSource: DataSource,
    private readonly metadata: MetadataService,
    private readonly addresses: MediaAddresses,
    private readonly room: AppRoom,
    private readonly config: Config,
  ) {
    this.uploads = new SignedTexts(config.auth.tokenKeys, 'app-media-upload');
  }

  /** Where a picture of this kind may be put within ten minutes. Throws NotFoundError without metadata to be in. */
  async uploadUrl(place: MediaPlace, kind: ImageKind): Promise<string> {
    const { appId, target, language, item } = place;
    await this.metadata.getMetadata(appId, target, language);
    const text = JSON.stringify([appId, target, language, item, kind]);
    const token = this.uploads.sign(text, UPLOAD_SECONDS);
    return `${this.config.http.publicUrl}/${MEDIA_PATH}/${token}`;
  }

  /**
   * Takes the picture for a token; answers the name of its file and its app. Throws ForbiddenError for a token
   * that is no good, InvalidError when the image is not of the kind that was announced, ConflictError when there
   * are enough previews.
   */
  async upload(token: string, image: unknown): Promise<{ appId: string; file: string }> {
    const { kind, item, ...key } = this.readToken(token);
    if (!Buffer.isBuffer(image) || !isImage(image, kind))
      throw new InvalidError(`The body is no image of type ${IMAGE_TYPES[kind]}`);
    const id = createId();
    const file = `${id}.${kind}`;
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, key.appId);
      const metadata = await manager.findOneBy(AppMetadata, key);
      if (metadata === null) throw refused();
      await this.room.assertFor(key.appId, image.length, manager);
      await manager.insert(AppMedia, { ...key, id, kind, bytes: image });
      await this.show(manager, metadata, item, file);
      await touch(manager, app);
    });
    return { appId: key.appId, file };
  }

  /** Throws NotFoundError also for one whose app not everybody may know, unless the address is signed. */
  async getPicture(appId: string, file: string, signature: string | undefined) {
    const [, id, kind] = FILE_NAME.exec(file) ?? [];
    const found =
      id === undefined
        ? null
        : await this.dataSource.manager.findOneBy(AppMedia, { appId, id, kind: kind as ImageKind });
    if (found === null) throw unknownPicture();
    const app = await this.dataSource.manager.findOneBy(App, { id: appId });
    const isPublic = app !== null && isListed(app.visibility);
    if (!isPublic && !this.addresses.isGenuine(appId, file, signature)) throw unknownPicture();
    return { bytes: found.bytes, contentType: IMAGE_TYPES[found.kind], id: found.id, isPublic };
  }

  /** `file` = the name of the file, or its id. Throws NotFoundError. */
  async removePicture(appId: string, target: string, file: string): Promise<void> {
    const [id] = file.split('.');
    await this.dataSource.transaction(async (manager) => {
      const app = await lockApp(manager, appId);
      const media = await manager.findOneBy(AppMedia, { appId, target, id: id! });
      if (media === null) throw unknownPicture();
      await manager.query(
        `UPDATE app_metadata SET icon = NULLIF(icon, $4), thumbnail = NULLIF(thumbnail, $4),
            preview_media = array_remove(preview_media, $4), updated_at = now()
          WHERE app_id = $1 AND target = $2 AND language = $3`,
        [appId, target, media.language, `${media.id}.${media.kind}`],
      );
      await manager.delete(AppMedia, { appId, id: media.id });
      await touch(manager, app);
    });
  }

  private async show(
    manager: EntityManager,
    { appId, target, language, icon, thumbnail, previewMedia }: AppMetadata,
    item: MediaItem,
    file: string,
  ): Promise<void> {
    const key: MetadataKey = { appId, target, language };
    if (item === 'preview') {
      if (previewMedia.length >= MOST_PREVIEWS)
        throw new ConflictError(`There are ${MOST_PREVIEWS} previews already; remove one first`);
      await manager.update(AppMetadata, key, { previewMedia: [...previewMedia, file] });
      return;
    }
    await manager.update(AppMetadata, key, { [item]: file });
    const before = item === 'icon' ? icon : thumbnail;
    if (before !== null) await manager.delete(AppMedia, { appId, id: before.split('.')[0]! });
  }

  private readToken(token: string): MediaPlace & { readonly kind: ImageKind } {
    const text = this.uploads.read(token);
    if (text === undefined) throw refused();
    const [appId, target, language, item, kind] = JSON.parse(text) as [
      string,
      string,
      string,
      MediaItem,
      ImageKind,
    ];
    return { appId, target, language, item, kind };
  }
}

/** What is read of an app has changed. */
async function touch(manager: EntityManager, { id, updatedAt }: App): Promise<void> {
  await manager.update(App, { id }, { updatedAt: changedAfter(updatedAt) });
}

function refused(): ForbiddenError {
  return new ForbiddenError('This address takes no image, or no longer: ask for a new one');
}

function unknownPicture(): NotFoundError {
  return new NotFoundError('There is no such picture');
}
