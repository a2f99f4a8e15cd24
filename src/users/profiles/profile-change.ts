import { InvalidError } from '../../common/errors.js';
import { isStorableJson } from '../../common/storable-text.js';
import type { ProfileAppDto, UpsertProfileDto } from './profile.dto.js';
import type { ProfileApp } from './profile.entity.js';
import type { ProfileChange } from './profiles.service.js';

const MAX_JSON_BYTES = 16_384;

/** What a body changes. Null means nothing: the ecosystem's clients write it for what they don't know. */
export function profileChangeOf(dto: UpsertProfileDto): ProfileChange {
  const change = {
    name: dto.name,
    description: dto.description,
    interests: dto.interests,
    tags: dto.tags,
    theme: isGiven(dto.theme) ? themeOf(dto.theme) : undefined,
    settings: dto.settings && { connection_mode: dto.settings.connection_mode },
    apps: dto.apps?.map(appOf),
    bitIds: dto.bit_ids,
    shortcuts: isGiven(dto.shortcuts) ? shortcutsOf(dto.shortcuts) : undefined,
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => isGiven(value)));
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

function appOf(app: ProfileAppDto): ProfileApp {
  return {
    app_id: app.app_id,
    favorite: app.favorite ?? false,
    favorite_order: app.favorite_order ?? null,
    pinned: app.pinned ?? false,
    pinned_order: app.pinned_order ?? null,
  };
}

function themeOf(value: unknown): object {
  if (typeof value === 'object' && !Array.isArray(value) && isFit(value)) return value!;
  throw unfit('theme', 'a JSON object');
}

function shortcutsOf(value: unknown): object {
  if (Array.isArray(value) && isFit(value)) return value;
  throw unfit('shortcuts', 'a JSON list');
}

function isFit(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value)) <= MAX_JSON_BYTES && isStorableJson(value);
}

function unfit(path: string, kind: string): InvalidError {
  const message = `must be ${kind} of at most ${MAX_JSON_BYTES} bytes, without NUL characters`;
  return new InvalidError(`The request is not as it must be: see ${path}`, [{ path, message }]);
}
