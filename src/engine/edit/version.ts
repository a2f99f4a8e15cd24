import type { VersionJson } from './board-json.js';

export type VersionBump = 'Major' | 'Minor' | 'Patch';

export function bumpVersion([major, minor, patch]: VersionJson, bump: VersionBump): VersionJson {
  switch (bump) {
    case 'Major':
      return [major + 1, 0, 0];
    case 'Minor':
      return [major, minor + 1, 0];
    case 'Patch':
      return [major, minor, patch + 1];
  }
}
