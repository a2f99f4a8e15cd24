import { contains } from './contains.js';
import { equalString, notEqualString } from './equal.js';
import { formatString } from './format.js';
import { join } from './join.js';
import { length } from './length.js';
import { renderTemplate } from './render-template.js';
import { replace } from './replace.js';
import {
  damerauLevenshteinDistance,
  hammingDistance,
  jaroDistance,
  jaroWinklerDistance,
  levenshteinDistance,
  optimalAlignmentDistance,
  sorensenDice,
} from './similarity.js';
import { split } from './split.js';
import { endsWith, startsWith } from './starts-ends-with.js';
import { escape, toLower, toUpper, trim, unescape } from './transform.js';
import { utf8Lossy } from './utf8-lossy.js';

export const string = [
  equalString,
  notEqualString,
  contains,
  startsWith,
  endsWith,
  escape,
  unescape,
  toLower,
  toUpper,
  trim,
  length,
  join,
  split,
  replace,
  formatString,
  renderTemplate,
  utf8Lossy,
  levenshteinDistance,
  damerauLevenshteinDistance,
  optimalAlignmentDistance,
  hammingDistance,
  jaroDistance,
  jaroWinklerDistance,
  sorensenDice,
];
