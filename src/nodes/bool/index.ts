import { and, or } from './and-or.js';

export const bool = [and, or];
