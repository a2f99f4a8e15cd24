import type { EventInputJson } from '../../events/event.js';

/** JSON Schema of one value, as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

const SCHEMAS: Readonly<Record<string, Schema>> = {
  String: { type: 'string' },
  Integer: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  Date: { type: 'string', format: 'date-time' },
  Byte: { type: 'integer', minimum: 0, maximum: 255 },
  Struct: { type: 'object' },
  PathBuf: { type: 'object' },
};

const EXAMPLES: Readonly<Record<string, unknown>> = {
  String: 'text',
  Integer: 1,
  Float: 1.5,
  Boolean: true,
  Date: '2025-01-01T12:00:00Z',
  Byte: 1,
  Struct: {},
  PathBuf: {},
  Generic: 'anything',
};

/** Schemas of boards are written by anybody: longer ones are left out. */
const LONGEST = 65_536;

/** The schema of an input: of its kind, of one value or of many, with its text and its default. */
export function schemaOf(input: EventInputJson): Schema {
  const { data_type: type, value_type: form, friendly_name: title, description } = input;
  const one = (type === 'Struct' ? structSchema(input.schema) : undefined) ?? SCHEMAS[type] ?? {};
  const value = defaultOf(input);
  return {
    ...(form === 'Array' || form === 'HashSet'
      ? { type: 'array', items: one, ...(form === 'HashSet' && { uniqueItems: true }) }
      : form === 'HashMap'
        ? { type: 'object', additionalProperties: one }
        : one),
    title,
    ...(description !== '' && { description }),
    ...(value !== undefined && { default: value }),
  };
}

/** A value that would do: the default, or any of the kind. */
export function exampleOf(input: EventInputJson): unknown {
  const value = defaultOf(input);
  if (value !== undefined && value !== null && value !== '') return value;
  const one = EXAMPLES[input.data_type] ?? null;
  switch (input.value_type) {
    case 'Array':
    case 'HashSet':
      return [one];
    case 'HashMap':
      return { key: one };
    default:
      return one;
  }
}

function defaultOf({ default_value: bytes }: EventInputJson): unknown {
  if (bytes === null || bytes.length === 0) return undefined;
  return parsed(Buffer.from(bytes).toString());
}

function structSchema(text: string | null): Schema | undefined {
  if (text === null || text.length > LONGEST) return undefined;
  const schema = parsed(text);
  const isObject = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
  // References would lead into the document around it, or away from this server.
  return isObject && !text.includes('"$ref"') ? (schema as Schema) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
