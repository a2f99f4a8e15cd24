import { CreateAppsBoardsRuns1764000000000 } from './1764000000000-create-apps-boards-runs.js';
import { CreateAccounts1764100000000 } from './1764100000000-create-accounts.js';
import { CreateOpenIdRecords1764200000000 } from './1764200000000-create-openid-records.js';
import { CreateProfilesNotificationsAvatars1764300000000 } from './1764300000000-create-profiles-notifications-avatars.js';
import { CreateAppTeams1764400000000 } from './1764400000000-create-app-teams.js';
import { SplitBoardNodes1764500000000 } from './1764500000000-split-board-nodes.js';
import { CreateEvents1764600000000 } from './1764600000000-create-events.js';
import { CreateTemplates1764700000000 } from './1764700000000-create-templates.js';
import { OpenRunsToEveryDoor1764800000000 } from './1764800000000-open-runs-to-every-door.js';
import { CreateInteractions1764910000000 } from './1764910000000-create-interactions.js';
import { CreateIdempotencyKeys1764900000000 } from './1764900000000-create-idempotency-keys.js';
import { CreateFiles1765000000000 } from './1765000000000-create-files.js';
import { CreateAppRoutes1765000100000 } from './1765000100000-create-app-routes.js';
import { CreateTriggers1765200000000 } from './1765200000000-create-triggers.js';
import { AddJobOptions1765300000000 } from './1765300000000-add-job-options.js';
import { CreateCallbacks1765310000000 } from './1765310000000-create-callbacks.js';
import { LockBoardsOncePerStatement1765500000000 } from './1765500000000-lock-boards-once-per-statement.js';
import { LookBackAtRuns1765400000000 } from './1765400000000-look-back-at-runs.js';
import { CreateStoreListings1765600000000 } from './1765600000000-create-store-listings.js';
import { SearchTheStore1765610000000 } from './1765610000000-search-the-store.js';
import { CreatePublications1765620000000 } from './1765620000000-create-publications.js';
import { BindStoreText1765630000000 } from './1765630000000-bind-store-text.js';

/** Every migration, oldest first. */
export const migrations = [
  CreateAppsBoardsRuns1764000000000,
  CreateAccounts1764100000000,
  CreateOpenIdRecords1764200000000,
  CreateProfilesNotificationsAvatars1764300000000,
  CreateAppTeams1764400000000,
  SplitBoardNodes1764500000000,
  CreateEvents1764600000000,
  CreateTemplates1764700000000,
  OpenRunsToEveryDoor1764800000000,
  CreateIdempotencyKeys1764900000000,
  CreateInteractions1764910000000,
  CreateFiles1765000000000,
  CreateAppRoutes1765000100000,
  CreateTriggers1765200000000,
  AddJobOptions1765300000000,
  CreateCallbacks1765310000000,
  LookBackAtRuns1765400000000,
  LockBoardsOncePerStatement1765500000000,
  CreateStoreListings1765600000000,
  SearchTheStore1765610000000,
  CreatePublications1765620000000,
  BindStoreText1765630000000,
];
