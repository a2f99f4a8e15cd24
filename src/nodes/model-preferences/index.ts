import { makePreferences } from './make.js';
import { setModelHint, setPreferenceWeight } from './set.js';

export const modelPreferences = [makePreferences, setModelHint, setPreferenceWeight];
