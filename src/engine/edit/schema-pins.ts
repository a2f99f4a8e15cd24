import { isErrorPin } from '../error-pins.js';
import type { NodeJson, PinJson } from '../node-json.js';
import type { BoardView, UpdateHook } from './board-view.js';
import { withChanges } from './changes.js';
import { withOwnedPins } from './owned-inputs.js';

// Nodes that take a structure apart or put one together have a pin for each member its schema names.

/** A schema that is longer, or names more members, gives no pins: each edit reads it anew. */
const MAX_SCHEMA_LENGTH = 100_000;
const MAX_FIELDS = 256;
/** References that lead to references. */
const MAX_REFERENCES = 16;

type Schema = Readonly<Record<string, unknown>>;

/** One output called `prefix` + member for every member of the structure wired to the input `source`. */
export function outputPerField(source: string, prefix: string): UpdateHook {
  return pinPerField(source, 'Input', 'Output', prefix);
}

/** One input called `prefix` + member for every member of what the output `target` is wired to. */
export function inputPerField(target: string, prefix: string): UpdateHook {
  return pinPerField(target, 'Output', 'Input', prefix);
}

function pinPerField(
  name: string,
  at: PinJson['pin_type'],
  direction: PinJson['pin_type'],
  prefix: string,
): UpdateHook {
  return (node, board) => {
    const pin = Object.values(node.pins).find((one) => one.pin_type === at && one.name === name);
    if (pin === undefined) return node;
    const schema = schemaOf(pin, board);
    const typed = withSchema(node, pin, schema);
    // Without a wire and a schema of its own nobody knows the members: those that are there stay.
    if (schema === null) return typed;
    const wanted = new Map(
      fieldsOf(schema).map(([field, facts]) => [
        prefix + field,
        { friendly_name: field, ...facts },
      ]),
    );
    return withOwnedPins(typed, direction, isErrorPin, wanted, board.createId);
  };
}

/** Of the pin at the other end of the wire, else the pin's own. */
function schemaOf(pin: PinJson, board: BoardView): string | null {
  const schema = (board.findPeer(pin)?.schema || pin.schema) ?? null;
  return schema === null ? null : board.textOf(schema);
}

function withSchema(node: NodeJson, pin: PinJson, schema: string | null): NodeJson {
  const changed = withChanges(pin, { schema });
  return changed === pin ? node : { ...node, pins: { ...node.pins, [pin.id]: changed } };
}

function fieldsOf(text: string): [field: string, facts: Partial<PinJson>][] {
  const root = text.length > MAX_SCHEMA_LENGTH ? undefined : readSchema(text);
  if (root === undefined) return [];
  const { properties } = resolve(root, root);
  const fields = Object.entries(isSchema(properties) ? properties : {});
  if (fields.length > MAX_FIELDS) return [];
  return fields.map(([field, schema]) => [field, pinFacts(schema, root)]);
}

function readSchema(text: string): Schema | undefined {
  try {
    const schema: unknown = JSON.parse(text);
    return isSchema(schema) ? schema : undefined;
  } catch {
    return undefined;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'String',
  integer: 'Integer',
  number: 'Float',
  boolean: 'Boolean',
  object: 'Struct',
};

function pinFacts(described: unknown, root: Schema): Partial<PinJson> {
  const schema = resolve(described, root);
  const type = typeOf(schema);
  if (type === 'array') {
    const { data_type = 'Generic', schema: own = null } = itemFacts(schema['items'], root);
    const value_type = schema['uniqueItems'] === true ? 'HashSet' : 'Array';
    return { data_type, value_type, schema: own };
  }
  return { ...itemFacts(schema, root), value_type: 'Normal' };
}

function itemFacts(described: unknown, root: Schema): Partial<PinJson> {
  const schema = resolve(described, root);
  const type = typeOf(schema);
  if (type === 'string' && schema['format'] === 'date-time')
    return { data_type: 'Date', schema: null };
  const data_type = Object.hasOwn(TYPES, type) ? TYPES[type]! : 'Generic';
  const isNested = data_type === 'Struct' && isSchema(schema['properties']);
  return { data_type, schema: isNested ? nestedText(schema, root) : null };
}

/** The schema of a member as one that stands for itself. */
function nestedText(schema: Schema, root: Schema): string | null {
  const text = JSON.stringify(schema);
  if (!text.includes('"$ref"')) return text;
  const { $defs, definitions } = root;
  const whole = JSON.stringify({ ...schema, $defs, definitions });
  return whole.length > MAX_SCHEMA_LENGTH / 16 ? null : whole;
}

/** Follows references into the same schema, and takes `X or null` for X. */
function resolve(schema: unknown, root: Schema): Schema {
  let found = schema;
  for (let step = 0; step < MAX_REFERENCES && isSchema(found); step++) {
    const { $ref, anyOf, oneOf, allOf } = found;
    const options = [anyOf, oneOf, allOf].find((list) => Array.isArray(list)) as unknown[];
    const real = options?.filter((option) => !isSchema(option) || option['type'] !== 'null');
    if (typeof $ref === 'string') found = lookUp($ref, root);
    else if (real?.length === 1) [found] = real;
    else return found;
  }
  return isSchema(found) ? found : {};
}

function lookUp(reference: string, root: Schema): unknown {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  return reference
    .slice(2)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (found, key) => (isSchema(found) && Object.hasOwn(found, key) ? found[key] : undefined),
      root,
    );
}

function typeOf({ type }: Schema): string {
  const types = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null');
  return types.length === 1 && typeof types[0] === 'string' ? types[0] : '';
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
