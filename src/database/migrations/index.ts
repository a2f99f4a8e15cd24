import { CreateAppsBoardsRuns1764000000000 } from './1764000000000-create-apps-boards-runs.js';

/** Every migration, oldest first. */
export const migrations = [CreateAppsBoardsRuns1764000000000];
