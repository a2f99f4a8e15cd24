import { parseValue, type PinJson, type Value } from '../../engine/index.js';

/** Editor hints of a pin, those that are set. */
export function optionsOf({ options }: PinJson): Value | undefined {
  const set = Object.entries(options ?? {}).filter(([, hint]) => hint !== null && hint !== false);
  return set.length === 0 ? undefined : parseValue(JSON.stringify(Object.fromEntries(set)));
}
