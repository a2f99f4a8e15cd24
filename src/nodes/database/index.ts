import { openLocalDatabase } from './open-local.js';

export const database = [openLocalDatabase];
