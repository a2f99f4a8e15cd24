import type { Value } from '../../engine/index.js';
import type { NodeTypeDraft } from '../draft.js';
import { FieldReader } from './field-reader.js';
import { readPins } from './read-pins.js';
import type { Problems } from '../short-form-error.js';
import type { Tree } from './tree.js';

/** Fields of a node's JSON that belong to its type, each with what it must be. */
export const TYPE_FIELDS = {
  description: 'string',
  category: 'string',
  icon: 'string',
  docs: 'string',
  start: 'boolean',
  long_running: 'boolean',
  event_callback: 'boolean',
  only_offline: 'boolean',
  scores: 'object',
  wasm: 'object',
} as const;

const WORDS = [
  ...'title version can_reference_fns can_be_referenced_by_fns inputs outputs'.split(' '),
  ...Object.keys(TYPE_FIELDS),
];

export function readNodeType(name: string, tree: Tree, problems: Problems): NodeTypeDraft {
  const type = new FieldReader(tree, WORDS, problems);
  const fields: [string, Value][] = [];
  for (const [field, kind] of Object.entries(TYPE_FIELDS)) {
    if (!type.has(field)) continue;
    const value = type.value(field)!;
    if (typeof value === kind) fields.push([field, value]);
    else problems.add(type.tree(field)!.place, `\`${field}\` must be ${IN_WORDS[kind]}`);
  }
  return {
    name,
    title: type.text('title') ?? name,
    version: type.wholeNumber('version'),
    canReferenceFns: type.flag('can_reference_fns'),
    canBeReferencedByFns: type.flag('can_be_referenced_by_fns'),
    fields: Object.fromEntries(fields),
    pins: {
      Input: readPins(type.named('inputs'), problems),
      Output: readPins(type.named('outputs'), problems),
    },
  };
}

const IN_WORDS = { string: 'a text', boolean: 'true or false', object: 'a map' };
