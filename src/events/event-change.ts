import { isDeepStrictEqual } from 'node:util';
import { keepingSecrets } from '../boards/secrets/keeping-secrets.js';
import type { SystemTime } from '../common/system-time.js';
import { bumpVersion, type VersionBump, type VersionJson } from '../engine/index.js';
import type { CanaryJson, EventFields, EventInputJson, EventJson } from './event.js';

const FIRST_VERSION: VersionJson = [0, 0, 0];
const NO_VARIABLES = { variables: {} };

/** What a save of an event makes of it (board page, 3.3, the saving rules). */
export interface EventChange {
  readonly event: EventJson;
  /** The state before is to be kept under its version. */
  readonly archives: boolean;
}

export function newEvent(
  id: string,
  sent: EventFields,
  inputs: EventInputJson[],
  now: SystemTime,
): EventJson {
  const canary = canaryOf(sent, null, now);
  const times = { created_at: now, updated_at: now };
  return { ...sent, id, canary, inputs, event_version: FIRST_VERSION, ...times };
}

/** `bump` = what the caller asked for; without it only a change of where the event leads makes a version. */
export function changedEvent(
  stored: EventJson,
  sent: EventFields,
  inputs: EventInputJson[],
  bump: VersionBump | undefined,
  now: SystemTime,
): EventChange {
  const canary = canaryOf(sent, stored.canary, now);
  const archives =
    bump !== undefined ||
    sent.board_id !== stored.board_id ||
    sent.node_id !== stored.node_id ||
    !isSameCanary(canary, stored.canary);
  const { id, created_at, event_version: before } = stored;
  const event = {
    ...keepingSecrets(sent, stored),
    id,
    canary,
    inputs,
    event_version: archives ? bumpVersion(before, bump ?? 'Patch') : before,
    created_at,
    updated_at: now,
  };
  return { event, archives };
}

function canaryOf(
  { canary: sent }: EventFields,
  stored: CanaryJson | null,
  now: SystemTime,
): CanaryJson | null {
  if (sent === null) return null;
  const kept = keepingSecrets(sent, stored ?? NO_VARIABLES);
  const canary = { ...kept, created_at: stored?.created_at ?? now, updated_at: now };
  return isSameCanary(canary, stored) ? stored : canary;
}

function isSameCanary(left: CanaryJson | null, right: CanaryJson | null): boolean {
  return isDeepStrictEqual(left && withoutTimes(left), right && withoutTimes(right));
}

function withoutTimes({ created_at: _made, updated_at: _changed, ...rest }: CanaryJson) {
  return rest;
}
