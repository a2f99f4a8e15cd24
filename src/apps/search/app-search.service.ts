import { Injectable } from '@nestjs/common';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { AppListService, type ListedApp } from '../app-list.service.js';
import { App } from '../app.entity.js';
import type { Category } from '../app-terms.js';
import type { AppSort } from './search-apps.dto.js';

export interface AppSearchQuery {
  readonly id: string | undefined;
  readonly query: string;
  readonly category: Category | undefined;
  readonly tag: string | undefined;
  readonly sort: AppSort;
  readonly language: string;
  readonly limit: number;
  readonly offset: number;
}

const MOST_WORDS = 10;
const RATING = `(app.rating_sum + 3.0 * 5) / (app.rating_count + 5)`;

/** Few ratings count less than many: five of three stars are added to those there are. */
const ORDERS: Readonly<Record<AppSort, readonly [by: string, direction: 'ASC' | 'DESC']>> = {
  BestRated: [RATING, 'DESC'],
  WorstRated: [RATING, 'ASC'],
  MostPopular: ['app.download_count', 'DESC'],
  LeastPopular: ['app.download_count', 'ASC'],
  MostRelevant: ['relevance', 'DESC'],
  LeastRelevant: ['relevance', 'ASC'],
  NewestCreated: ['app.created_at', 'DESC'],
  OldestCreated: ['app.created_at', 'ASC'],
  NewestUpdated: ['app.updated_at', 'DESC'],
  OldestUpdated: ['app.updated_at', 'ASC'],
};

const MATCHES = (word: string) => `EXISTS (SELECT 1 FROM app_metadata meta
  WHERE meta.app_id = app.id AND meta.target = '' AND (meta.name ILIKE :${word}
    OR meta.description ILIKE :${word} OR array_to_string(meta.tags, ' ') ILIKE :${word}))`;

/** Finds apps that everybody may know of. */
@Injectable()
export class AppSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly list: AppListService,
  ) {}

  /** Two queries, however many are found. */
  async search(asked: AppSearchQuery): Promise<ListedApp[]> {
    const words = asked.query.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
    const [by, direction] = ORDERS[asked.sort];
    const found = this.dataSource
      .createQueryBuilder(App, 'app')
      .addSelect(relevanceOf(words), 'relevance')
      .where(`app.visibility IN ('Public', 'PublicRequestAccess')`)
      .orderBy(by, direction)
      .addOrderBy('app.id', 'DESC')
      .limit(asked.limit)
      .offset(asked.offset);
    if (asked.id !== undefined) found.andWhere('app.id = :id', { id: asked.id });
    if (asked.category !== undefined) inCategory(found, asked.category);
    if (asked.tag !== undefined)
      found.andWhere(
        `EXISTS (SELECT 1 FROM app_metadata meta WHERE meta.app_id = app.id AND meta.target = ''
          AND :tag = ANY(meta.tags))`,
        { tag: asked.tag },
      );
    for (const [index, word] of words.entries())
      found.andWhere(MATCHES(`word${index}`), { [`word${index}`]: containing(word) });
    found.setParameter('named', containing(asked.query.trim()));
    return this.list.withMetadata(await found.getMany(), asked.language);
  }
}

/** Apps with the query in their name come first, then by how often they are used. */
function relevanceOf(words: readonly string[]): string {
  const use = 'ln(1 + app.download_count) / 100';
  if (words.length === 0) return use;
  return `${use} + (CASE WHEN EXISTS (SELECT 1 FROM app_metadata meta
    WHERE meta.app_id = app.id AND meta.target = '' AND meta.name ILIKE :named) THEN 1 ELSE 0 END)`;
}

function inCategory(found: SelectQueryBuilder<App>, category: Category): void {
  found.andWhere('(app.primary_category = :category OR app.secondary_category = :category)', {
    category,
  });
}

/** A pattern of LIKE in which the text stands for itself. */
const containing = (text: string) => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
