import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Repository } from 'typeorm';
import { NotFoundError } from '../../common/errors.js';
import { AppMetadata } from './app-metadata.entity.js';

export type MetadataFields = Pick<AppMetadata, 'name'> &
  Partial<Omit<AppMetadata, 'appId' | 'target' | 'language' | 'createdAt' | 'updatedAt'>>;

/** The language an app is written in when nobody says otherwise. */
export const DEFAULT_LANGUAGE = 'en';

/** What people read of apps, in their language as far as there is one. */
@Injectable()
export class MetadataService {
  constructor(@InjectRepository(AppMetadata) private readonly metadata: Repository<AppMetadata>) {}

  /** Exactly this language. Throws NotFoundError. */
  async getMetadata(appId: string, target: string, language: string): Promise<AppMetadata> {
    const found = await this.metadata.findOneBy({ appId, target, language });
    if (found === null) throw new NotFoundError(`There is no metadata in the language ${language}`);
    return found;
  }

  /** One for each app that has any: in this language, else in English, else in whatever there is. */
  async findForApps(
    appIds: readonly string[],
    language: string,
  ): Promise<Map<string, AppMetadata>> {
    if (appIds.length === 0) return new Map();
    const found = await this.metadata
      .createQueryBuilder('meta')
      .distinctOn(['meta.appId'])
      .where(`meta.target = '' AND meta.appId IN (:...appIds)`, { appIds })
      .orderBy('meta.appId')
      .addOrderBy('meta.language = :language', 'DESC')
      .addOrderBy('meta.language = :fallback', 'DESC')
      .addOrderBy('meta.language')
      .setParameters({ language, fallback: DEFAULT_LANGUAGE })
      .getMany();
    return new Map(found.map((meta) => [meta.appId, meta]));
  }

  /** Replaces the given fields, or adds a language; pictures that were uploaded stay. */
  async putMetadata(
    appId: string,
    target: string,
    language: string,
    fields: Partial<MetadataFields>,
    manager = this.metadata.manager,
  ): Promise<void> {
    const key = { appId, target, language };
    const change = { ...fields, updatedAt: new Date() };
    const { affected } = await manager.update(AppMetadata, key, change);
    if (affected === 0)
      await manager.upsert(AppMetadata, { name: '', ...fields, ...key }, Object.keys(key));
  }
}
