import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { ForbiddenError, InvalidError, NotFoundError } from '../../common/errors.js';
import { SignedTexts } from '../../common/signed-text.js';
import { Config } from '../../config/config.js';
import { User } from '../user.entity.js';
import { Avatar } from './avatar.entity.js';
import { IMAGE_TYPES, type ImageKind, isImage } from './image-kind.js';

const UPLOAD_SECONDS = 600;
const PATH = '/api/v1/media/avatars';
const FILE_NAME = /^([0-9a-f]{64})\.(png|jpg|webp|gif)$/;

/** Pictures of people. One that is no longer somebody's avatar is no longer served. */
@Injectable()
export class AvatarsService {
  private readonly uploads: SignedTexts;

  constructor(
    @InjectRepository(Avatar) private readonly avatars: Repository<Avatar>,
    private readonly config: Config,
  ) {
    this.uploads = new SignedTexts(config.auth.tokenKeys, 'avatar-upload');
  }

  /** Where the user may put a picture of this kind, within ten minutes, without further credentials. */
  uploadUrl(userId: string, kind: ImageKind): string {
    const token = this.uploads.sign(`${userId}/${kind}`, UPLOAD_SECONDS);
    return `${this.config.http.publicUrl}${PATH}/${token}`;
  }

  /**
   * Makes `image` the avatar of whoever the token was made for; answers its URL. Throws ForbiddenError for a
   * token that is no good, InvalidError when the image is not of the kind that was announced.
   */
  async upload(token: string, image: unknown): Promise<string> {
    const { userId, kind } = this.readToken(token);
    if (!Buffer.isBuffer(image) || !isImage(image, kind))
      throw new InvalidError(`The body is no image of type ${IMAGE_TYPES[kind]}`);
    const hash = createHash('sha256').update(image).digest('hex');
    const avatarUrl = `${this.config.http.publicUrl}${PATH}/${userId}/${hash}.${kind}`;
    await this.avatars.manager.transaction(async (manager) => {
      const { affected } = await manager.update(
        User,
        { id: userId, status: 'Active' },
        { avatarUrl },
      );
      if (affected === 0) throw refused();
      const fields = { contentType: IMAGE_TYPES[kind], bytes: image, hash, updatedAt: new Date() };
      await manager.upsert(Avatar, { userId, ...fields }, ['userId']);
    });
    return avatarUrl;
  }

  /** The present avatar of an active user, by the last part of its URL. Throws NotFoundError for any other. */
  async getAvatar(userId: string, fileName: string): Promise<Avatar> {
    const [, hash, kind] = FILE_NAME.exec(fileName) ?? [];
    const avatar =
      hash === undefined
        ? null
        : await this.avatars
            .createQueryBuilder('avatar')
            .innerJoin(User, 'user', 'user.id = avatar.userId')
            .where({ userId, hash, contentType: IMAGE_TYPES[kind as ImageKind] })
            .andWhere(`user.status = 'Active'`)
            .getOne();
    if (avatar === null) throw new NotFoundError('There is no such avatar');
    return avatar;
  }

  /** Forgets the user's picture if their avatar is another one by now. */
  async removeReplaced(userId: string, manager: EntityManager): Promise<void> {
    await manager
      .createQueryBuilder()
      .delete()
      .from(Avatar)
      .where('user_id = :userId', { userId })
      .andWhere(
        `NOT EXISTS (SELECT FROM users WHERE users.id = user_id
          AND avatar_url LIKE '%${PATH}/' || user_id || '/' || hash || '.%')`,
      )
      .execute();
  }

  private readToken(token: string): { userId: string; kind: ImageKind } {
    const text = this.uploads.read(token);
    if (text === undefined) throw refused();
    const [userId, kind] = text.split('/') as [string, ImageKind];
    return { userId, kind };
  }
}

function refused(): ForbiddenError {
  return new ForbiddenError('This address takes no image, or no longer: ask for a new one');
}
