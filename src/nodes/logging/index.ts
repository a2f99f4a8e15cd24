import { logError, logInfo, logWarning } from './log.js';
import { logProgress, logProgressDone } from './progress.js';

export const logging = [logInfo, logWarning, logError, logProgress, logProgressDone];
