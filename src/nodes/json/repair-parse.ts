import { defineNode, NodeError, parseValue, pin, type Value } from '../../engine/index.js';
import { toStrictJson } from './to-strict-json.js';

export const repairParse = defineNode({
  name: 'repair_parse',
  title: 'Repair Parse JSON',
  doc: 'Reads JSON that may be damaged, as language models write it: with text around it, cut off, with single quotes, remarks, bare names or a comma too many.',
  category: 'Utils/JSON',
  inputs: {
    exec_in: pin.exec('Input', 'Reads the text.'),
    json_string: pin.string('JSON String', 'The text with an object or an array in it.'),
  },
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here.'),
    result: pin.unchecked(pin.struct('Result', 'What it says.')),
  },
  bind: ({ inputs: { json_string }, outputs: { exec_out, result } }) => {
    return (at) => {
      exec_out.off(at);
      const text = json_string.read(at);
      result.write(at, tryRead(text) ?? readRepaired(text));
      exec_out.on(at);
    };
  },
});

/** Undefined for what is no JSON; null is some. */
function tryRead(text: string): Value | undefined {
  try {
    return parseValue(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function readRepaired(text: string): Value {
  const start = text.search(/[{[]/);
  const strict = start === -1 ? undefined : toStrictJson(text, start);
  const value = strict === undefined ? undefined : tryRead(strict);
  if (value === undefined) throw new NodeError('Failed to parse JSON');
  return value;
}
