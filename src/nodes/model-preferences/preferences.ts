import { pin, type Value, type ValueObject } from '../../engine/index.js';
import { flag, number, object, optional, text } from '../shapes.js';

/** What kind of model is wanted; null where it does not matter. */
export type Preferences = ValueObject;

/** What editors offer, and the members it is kept in. */
const WEIGHTS: ReadonlyMap<string, string> = new Map([
  ['Cost', 'cost_weight'],
  ['Speed', 'speed_weight'],
  ['Reasoning', 'reasoning_weight'],
  ['Creativity', 'creativity_weight'],
  ['Factuality', 'factuality_weight'],
  ['Function Calling', 'function_calling_weight'],
  ['Safety', 'safety_weight'],
  ['Openness', 'openness_weight'],
  ['Multilinguality', 'multilinguality_weight'],
  ['Coding', 'coding_weight'],
]);

export const WEIGHT_NAMES = [...WEIGHTS.keys()];
const MEMBERS = [...WEIGHTS.values()];

const preferencesShape = object({
  multimodal: optional(flag),
  model_hint: optional(text),
  ...Object.fromEntries(MEMBERS.map((member) => [member, optional(number)])),
});

const NO_PREFERENCES: Preferences = {
  multimodal: null,
  ...Object.fromEntries(MEMBERS.map((member) => [member, null])),
  model_hint: null,
};

/** All members are there: those that are not given are null. */
export const withPreferences = (before: Preferences, changes: Preferences): Preferences => ({
  ...NO_PREFERENCES,
  ...before,
  ...changes,
});

export const newPreferences = (multimodal: boolean): Preferences =>
  withPreferences(NO_PREFERENCES, { multimodal });

/** The same for a weight that does not exist. */
export function withWeight(before: Preferences, name: string, weight: Value): Preferences {
  const member = WEIGHTS.get(name);
  return withPreferences(before, member === undefined ? {} : { [member]: weight });
}

const SCHEMA = JSON.stringify({
  title: 'BitModelPreference',
  type: 'object',
  properties: {
    multimodal: { type: ['boolean', 'null'] },
    ...Object.fromEntries(MEMBERS.map((member) => [member, { type: ['number', 'null'] }])),
    model_hint: { type: ['string', 'null'] },
  },
});

export function preferencesPin(
  title: string,
  doc: string,
  enforce = false,
): pin.DataPin<Preferences> {
  const options = enforce ? { options: { enforceSchema: true } } : {};
  return pin.shaped(pin.struct(title, doc, { schema: SCHEMA, ...options }), preferencesShape);
}
