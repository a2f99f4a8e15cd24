import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsIdentifier } from '../../common/identifier.js';
import type { EventJson } from '../../events/event.js';
import { type Kind } from './copy-ids.js';
import type { Installation, InstalledCopy } from './installations.service.js';
import type { MissingSecret } from './to-fill-in.js';
import type { Conflict, PlannedChange } from './upgrade-plan.js';
import type { Upgraded, UpgradePreview } from './upgrades.service.js';

const LAST_VERSION = 2_147_483_647;

export class InstallAppDto {
  /**
   * Left out: the newest.
   * @example 1
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LAST_VERSION)
  version?: number | null;

  /**
   * What the copy is called; left out: as the app.
   * @example My greetings
   */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string | null;
}

/** A secret that came without its value. */
export class MissingSecretDto {
  /** @example board_variable */
  kind: MissingSecret['kind'];

  /**
   * Of the board or the event.
   * @example tz4a98xxat96iws9zmbrgj3a
   */
  id: string;

  /** @example Ask the weather service */
  name: string;

  /**
   * The name of the variable, or the place in the event’s config.
   * @example api_key
   */
  field: string;
}

/** An event that is switched off: it would start by itself. */
export class RestingEventDto {
  /** @example tz4a98xxat96iws9zmbrgj3b */
  id: string;

  /** @example Every morning */
  name: string;

  /** @example cron */
  event_type: string;

  static from({ id, name, event_type }: EventJson): RestingEventDto {
    return { id, name, event_type };
  }
}

export class InstalledAppDto {
  /**
   * Of the copy.
   * @example tz4a98xxat96iws9zmbrgj3c
   */
  app_id: string;

  /** @example tz4a98xxat96iws9zmbrgj3d */
  source_app_id: string;

  /** @example 1 */
  version: number;

  /** To be filled in before what needs them can run. */
  secrets: MissingSecretDto[];

  /** To be switched on by whoever wants them. */
  inactive_events: RestingEventDto[];

  static from({ appId, sourceAppId, version, secrets, resting }: InstalledCopy): InstalledAppDto {
    return {
      app_id: appId,
      source_app_id: sourceAppId,
      version,
      secrets: [...secrets],
      inactive_events: resting.map(RestingEventDto.from),
    };
  }
}

export class InstallationDto {
  /** @example tz4a98xxat96iws9zmbrgj3c */
  app_id: string;

  /**
   * Null when the original is gone.
   * @example tz4a98xxat96iws9zmbrgj3d
   */
  source_app_id: string | null;

  /** @example 1 */
  version: number;

  /**
   * What the caller could have; null when there is nothing to be had any more.
   * @example 2
   */
  newest_version: number | null;

  installed_at: string;
  upgraded_at: string | null;

  static from(installation: Installation, newest: number | null): InstallationDto {
    return {
      app_id: installation.appId,
      source_app_id: installation.sourceAppId,
      version: installation.version,
      newest_version: newest,
      installed_at: installation.installedAt.toISOString(),
      upgraded_at: installation.upgradedAt?.toISOString() ?? null,
    };
  }
}

export class UpgradeChangeDto {
  /** @example boards */
  kind: Kind;

  /**
   * Of the part in the original: what `keep` names.
   * @example tz4a98xxat96iws9zmbrgj3e
   */
  source_id: string;

  /**
   * Of the part in the copy; null for what is still to be made.
   * @example tz4a98xxat96iws9zmbrgj3f
   */
  id: string | null;

  /** @example Greetings */
  name: string;

  /** @example changed */
  change: PlannedChange['change'];

  /**
   * `changed_here`: what was changed in the copy is lost, unless it is kept. `removed_here`: it comes back, unless it
   * is kept away. `path_taken`: another route of the copy has its path, so it does not come.
   * @example changed_here
   */
  conflict: Conflict | null;

  static from({ kind, sourceId, id, name, change, conflict }: PlannedChange): UpgradeChangeDto {
    const isNew = change === 'added' && conflict !== 'removed_here';
    return {
      kind,
      source_id: sourceId,
      id: isNew ? null : id,
      name,
      change,
      conflict: conflict ?? null,
    };
  }
}

export class PreviewUpgradeDto {
  /**
   * Left out: the newest.
   * @example 2
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LAST_VERSION)
  version?: number;
}

export class UpgradePreviewDto {
  /** @example 1 */
  from: number;

  /** @example 2 */
  to: number;

  /** @example Greets faster. */
  release_notes: string;

  /**
   * What an upgrade must name to do just this.
   * @example 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
   */
  preview: string;

  changes: UpgradeChangeDto[];

  static from({ from, to, releaseNotes, tag, changes }: UpgradePreview): UpgradePreviewDto {
    return {
      from,
      to,
      release_notes: releaseNotes,
      preview: tag,
      changes: changes.map(UpgradeChangeDto.from),
    };
  }
}

export class UpgradeAppDto {
  /** @example 2 */
  @IsInt()
  @Min(1)
  @Max(LAST_VERSION)
  version: number;

  /**
   * As the preview answered it.
   * @example 3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
   */
  @IsString()
  @MaxLength(100)
  preview: string;

  /**
   * `source_id`s of changes that are not to be made.
   * @example []
   */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsIdentifier({ each: true })
  keep?: string[] | null;
}

export class UpgradedAppDto {
  /** @example 2 */
  version: number;

  /** What was done. */
  changes: UpgradeChangeDto[];

  /** Of what was added or changed; those that had a value keep it. */
  secrets: MissingSecretDto[];

  /** Of what was added or changed; to be switched on by whoever wants them. */
  inactive_events: RestingEventDto[];

  static from({ version, changes, secrets, resting }: Upgraded): UpgradedAppDto {
    return {
      version,
      changes: changes.map(UpgradeChangeDto.from),
      secrets: [...secrets],
      inactive_events: resting.map(RestingEventDto.from),
    };
  }
}
