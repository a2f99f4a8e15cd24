import { addDuration } from './add-duration.js';
import { difference } from './difference.js';
import { formatDate, parseDate } from './format-parse.js';
import { now } from './now.js';
import { toDateParts, toTimeParts } from './parts.js';

export const dateTime = [
  now,
  parseDate,
  formatDate,
  addDuration,
  difference,
  toDateParts,
  toTimeParts,
];
