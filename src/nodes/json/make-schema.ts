import { defineNode, Float, isObject, pin, type Value } from '../../engine/index.js';
import { readJson } from './read-json.js';

export const makeSchema = defineNode({
  name: 'utils_json_make_schema',
  title: 'Make Tool Schema',
  doc: 'Makes a JSON Schema that an example fits, for tools and structures.',
  category: 'Utils/JSON',
  inputs: {
    exec_in: pin.exec('Input', 'Makes the schema.'),
    example_json: pin.string('Example JSON', 'The example as JSON text.'),
  },
  outputs: {
    exec_out: pin.exec('Execution Output', 'Goes on here.'),
    schema: pin.struct('Schema', 'The schema (draft 2020-12), with the example in it.'),
  },
  bind: ({ inputs: { example_json }, outputs: { exec_out, schema } }) => {
    return (at) => {
      exec_out.off(at);
      const example = readJson(example_json.read(at), 'The example is no JSON');
      const inferred = schemaOf([example]);
      schema.write(at, {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        ...(isObject(inferred) ? inferred : {}),
        examples: [example],
      });
      exec_out.on(at);
    };
  },
});

/** One schema for all samples; several kinds of them are alternatives. */
function schemaOf(samples: readonly Value[]): Value {
  const kinds = new Map<string, Value[]>();
  for (const sample of samples) {
    const kind = kindOf(sample);
    const others = kinds.get(kind);
    if (others === undefined) kinds.set(kind, [sample]);
    else others.push(sample);
  }
  const schemas = [...kinds].map(([kind, group]) => schemaOfKind(kind, group));
  return schemas.length === 1 ? schemas[0]! : { oneOf: schemas };
}

function kindOf(value: Value): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Float) return 'number';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'bigint' ? 'integer' : typeof value;
}

function schemaOfKind(kind: string, samples: readonly Value[]): Value {
  if (kind === 'null') return true;
  if (kind === 'array') {
    const items = (samples as readonly (readonly Value[])[]).flat() as Value[];
    return items.length === 0 ? { type: kind } : { type: kind, items: schemaOf(items) };
  }
  if (kind !== 'object') return { type: kind };
  const members = new Map<string, Value[]>();
  for (const [key, value] of samples.filter(isObject).flatMap((one) => Object.entries(one))) {
    const others = members.get(key);
    if (others === undefined) members.set(key, [value]);
    else others.push(value);
  }
  const properties = [...members].map(([key, values]) => [key, schemaOf(values)] as const);
  return { type: kind, properties: Object.fromEntries(properties) };
}
