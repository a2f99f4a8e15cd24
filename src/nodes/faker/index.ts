import { fakeLatitude, fakeLongitude } from './coordinates.js';
import { fakeText } from './fake-text.js';
import { fillers } from './lorem.js';
import { fakeBoolean, fakeDigit, fakeFloat, fakeInteger } from './number.js';
import { fakePassword } from './password.js';
import { fakeTexts } from './texts.js';

export const faker = [
  ...fakeTexts.map(fakeText),
  ...fillers,
  fakePassword,
  fakeLatitude,
  fakeLongitude,
  fakeBoolean,
  fakeDigit,
  fakeInteger,
  fakeFloat,
];
