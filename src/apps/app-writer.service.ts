import { Injectable } from '@nestjs/common';
import { ChangedError, NotFoundError } from '../common/errors.js';
import type { AppPermission } from '../common/app-permission.js';
import { type Caller, type Principal, requireUnrestricted } from '../common/principal.js';
import { AppAccessService } from './access/app-access.service.js';
import type { App } from './app.entity.js';
import { type AppChange, AppsService, type NewApp } from './apps.service.js';
import type { AppFieldsDto, PutAppDto } from './dto/write-app.dto.js';
import { metadataOf } from './metadata/metadata.dto.js';
import type { MetadataFields } from './metadata/metadata.service.js';

/** Which permission a request to change an app needs, and what it means. */
@Injectable()
export class AppWriter {
  constructor(
    private readonly apps: AppsService,
    private readonly access: AppAccessService,
  ) {}

  create({ userId }: Principal, app: NewApp): Promise<App> {
    return this.apps.createApp(userId, app);
  }

  /** All or nothing. Answers the id of the app that was changed or made. */
  async put(
    caller: Caller,
    appId: string,
    dto: PutAppDto,
    language: string,
    wantedTag: string | undefined,
  ): Promise<string> {
    const change = changeOf(dto);
    const metadata = metadataChangeOf(dto);
    try {
      for (const permission of neededFor(change, metadata, dto))
        await this.access.requirePermission(caller, appId, permission);
    } catch (error) {
      if (error instanceof NotFoundError && dto.meta != null && wantedTag !== undefined)
        throw new ChangedError('There is no such app, or no more');
      if (error instanceof NotFoundError && dto.meta != null)
        return (await this.createFrom(caller, dto, language)).id;
      throw error;
    }
    const visibility =
      dto.visibility == null
        ? undefined
        : { visibility: dto.visibility, userId: requireUnrestricted(caller).userId };
    await this.apps.updateApp(appId, { ...change, metadata, language, wantedTag, visibility });
    return appId;
  }

  private createFrom(caller: Caller, dto: PutAppDto, language: string): Promise<App> {
    return this.apps.createApp(requireUnrestricted(caller).userId, {
      visibility: 'Private',
      category: dto.app?.primary_category ?? null,
      bits: dto.bits ?? [],
      language,
      metadata: metadataOf(dto.meta!),
    });
  }
}

/** What is read of an app may be changed by others than its owner. */
function neededFor(
  change: AppChange,
  metadata: object | undefined,
  { visibility }: PutAppDto,
): AppPermission[] {
  const needsOwner = Object.keys(change).length > 0 || visibility != null || metadata === undefined;
  return [
    ...(needsOwner ? (['Owner'] as const) : []),
    ...(metadata === undefined ? [] : (['WriteMeta'] as const)),
  ];
}

function changeOf({ app, bits, category }: PutAppDto): AppChange {
  return {
    ...(app == null ? {} : fieldsOf(app)),
    ...(category === undefined ? {} : { primaryCategory: category }),
    ...(bits == null ? {} : { bits }),
  };
}

/** Clients send the whole app as they read it: what is not among these is not theirs to set. */
function fieldsOf(app: AppFieldsDto): AppChange {
  const change = {
    status: app.status ?? undefined,
    executionMode: app.execution_mode ?? undefined,
    primaryCategory: app.primary_category,
    secondaryCategory: app.secondary_category,
    changelog: app.changelog,
    version: app.version,
    price: app.price,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function metadataChangeOf(dto: PutAppDto): Partial<MetadataFields> | undefined {
  if (dto.meta != null) return metadataOf(dto.meta);
  const { name, description, tags } = dto;
  const change = {
    ...(name == null ? {} : { name }),
    ...(description === undefined ? {} : { description: description ?? '' }),
    ...(tags == null ? {} : { tags }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}
