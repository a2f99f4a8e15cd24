import { defineNode, isObject, NodeError, pin, type Value } from '../../engine/index.js';
import { readJson } from './read-json.js';
import { validate } from './validate.js';

export const parseWithSchema = defineNode({
  name: 'parse_with_schema',
  title: 'Parse JSON with Schema',
  doc: 'Reads JSON and fails unless it is what a JSON Schema says, with all that is wrong.',
  category: 'Utils/JSON',
  inputs: {
    exec_in: pin.exec('Input', 'Reads and checks.'),
    schema: pin.string(
      'Schema',
      'A JSON Schema, or a function with name and parameters, as JSON text.',
    ),
    data: pin.string('Data', 'The JSON text.'),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here when the data fits.'),
    parsed: pin.unchecked(pin.struct('Parsed', 'What the text says.')),
  },
  bind: ({ inputs: { schema, data }, outputs: { exec_out, parsed } }) => {
    return (at) => {
      exec_out.off(at);
      const rules = rulesOf(readJson(schema.read(at), 'The schema is no JSON'));
      const value = readJson(data.read(at), 'Failed to parse JSON data');
      const faults = validate(value, rules);
      if (faults.length > 0) throw new NodeError(`Schema validation failed: ${faults.join('; ')}`);
      parsed.write(at, value);
      exec_out.on(at);
    };
  },
});

/** What a language model may call is described by its name and the schema of its parameters. */
function rulesOf(schema: Value): Value {
  if (!isObject(schema) || typeof schema.name !== 'string') return schema;
  return schema.parameters ?? schema;
}
