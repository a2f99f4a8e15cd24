import { getEnv } from './get-env.js';

export const environment = [getEnv];
