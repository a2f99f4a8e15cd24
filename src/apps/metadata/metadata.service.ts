import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, type Repository } from 'typeorm';
import { ConflictError, NotFoundError } from '../../common/errors.js';
import { isForeignKeyViolation } from '../../database/violations.js';
import { lockApp } from '../app-lock.js';
import { AppMetadata } from './app-metadata.entity.js';

export type MetadataFields = Pick<AppMetadata, 'name'> &
  Partial<Omit<AppMetadata, 'appId' | 'target' | 'language' | 'createdAt' | 'updatedAt'>>;

const MOST_LANGUAGES = 50;

/** The language an app is written in when nobody says otherwise. */
export const DEFAULT_LANGUAGE = 'en';

/** Of what in an app metadata is: of the app itself, or of one of its templates. */
export const targetOf = (templateId: string | undefined): string =>
  templateId === undefined ? '' : `template:${templateId}`;

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

  /** One for each template of these apps that has any, by app and target; the language as for apps. */
  async findForTemplates(appIds: readonly string[], language: string): Promise<AppMetadata[]> {
    if (appIds.length === 0) return [];
    return this.metadata
      .createQueryBuilder('meta')
      .distinctOn(['meta.appId', 'meta.target'])
      .where(`meta.target LIKE 'template:%' AND meta.appId IN (:...appIds)`, { appIds })
      .orderBy('meta.appId')
      .addOrderBy('meta.target')
      .addOrderBy('meta.language = :language', 'DESC')
      .addOrderBy('meta.language = :fallback', 'DESC')
      .addOrderBy('meta.language')
      .setParameters({ language, fallback: DEFAULT_LANGUAGE })
      .getMany();
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

  /**
   * Replaces the given fields, or adds a language; pictures that were uploaded stay. Throws NotFoundError for a
   * template that is not there, ConflictError for a language too many. A transaction that is given holds the
   * lock of the app.
   */
  async putMetadata(
    appId: string,
    target: string,
    language: string,
    fields: Partial<MetadataFields>,
    within?: EntityManager,
  ): Promise<void> {
    const key = { appId, target, language };
    try {
      if (within !== undefined) await this.write(key, fields, within);
      else
        await this.metadata.manager.transaction(async (manager) => {
          await lockApp(manager, appId);
          await this.write(key, fields, manager);
        });
    } catch (error) {
      if (!isForeignKeyViolation(error, 'app_metadata_template')) throw error;
      throw new NotFoundError('There is no such template');
    }
  }

  private async write(
    key: Pick<AppMetadata, 'appId' | 'target' | 'language'>,
    fields: Partial<MetadataFields>,
    manager: EntityManager,
  ): Promise<void> {
    const change = { ...fields, updatedAt: new Date() };
    const { affected } = await manager.update(AppMetadata, key, change);
    if (affected !== 0) return;
    const { appId, target } = key;
    if ((await manager.countBy(AppMetadata, { appId, target })) >= MOST_LANGUAGES)
      throw new ConflictError(`There is metadata in ${MOST_LANGUAGES} languages already`);
    await manager.insert(AppMetadata, { name: '', ...fields, ...key });
  }
}
