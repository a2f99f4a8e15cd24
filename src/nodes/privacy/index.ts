import { detectionOptions } from './detection-options.js';
import { mask } from './mask.js';

export const privacy = [detectionOptions, mask];
