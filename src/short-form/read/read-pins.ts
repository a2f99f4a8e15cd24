import type { PinDraft, PinName } from '../draft.js';
import { FieldReader } from './field-reader.js';
import { noType, readType, typeOf } from './read-variable.js';
import { parsePinName } from '../references.js';
import { readSchema } from '../schema-text.js';
import type { Place, Problems } from '../short-form-error.js';
import type { MapEntry } from './tree.js';

const WORDS = 'type value unset title description schema options'.split(' ');

/** What a node or a node type says of its pins: `name: string`, or a map of more. */
export function readPins(
  entries: readonly (readonly [string, MapEntry])[],
  problems: Problems,
): PinDraft[] {
  return entries.flatMap(([key, entry]) => {
    const pin = readPinName(key, entry.place, problems);
    return pin === undefined ? [] : [readPin(pin, entry, problems)];
  });
}

function readPin(pin: PinName, { place, tree }: MapEntry, problems: Problems): PinDraft {
  if (tree.kind === 'scalar' && typeof tree.value === 'string') {
    const text = tree.value;
    if (text === 'none') return { pin, place, type: 'none' };
    return { pin, place, type: typeOf(text, () => problems.add(tree.place, noType(text))) };
  }
  const fields = new FieldReader(tree, WORDS, problems);
  return {
    pin,
    place,
    type: readType(fields, problems),
    value: fields.value('value'),
    unset: fields.flag('unset'),
    title: fields.text('title'),
    description: fields.text('description'),
    schema: readSchema(fields.value('schema')),
    options: fields.value('options'),
  };
}

export function readPinName(key: string, place: Place, problems: Problems): PinName | undefined {
  const pin = parsePinName(key);
  if (pin === undefined)
    problems.add(
      place,
      `\`${key}\` is no name of a pin; one with other characters than letters, digits, \`_\`, \`-\` and \`.\` stands in quotes within quotes: '${JSON.stringify(key)}'`,
    );
  return pin;
}
