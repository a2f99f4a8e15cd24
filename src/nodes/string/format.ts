import {
  defineNode,
  inputPerName,
  NodeError,
  pin,
  printValue,
  type Value,
} from '../../engine/index.js';

const PLACEHOLDER = /\{([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]+)\}/u;

export const formatString = defineNode({
  name: 'string_format',
  title: 'Format String',
  doc: 'Fills a text: every {name} becomes the value of the input of that name. There is no way to write a brace that is not filled in.',
  category: 'Utils/String',
  inputs: {
    format_string: pin.string('Input', 'The text with its placeholders, such as "Hello {name}".'),
  },
  outputs: { formatted_string: pin.string('Formatted', 'The filled text.') },
  extraPins: 'required',
  onUpdate: inputPerName('format_string', placeholdersIn),
  bind: ({ inputs: { format_string }, outputs: { formatted_string }, extra }) => {
    let text: string | undefined;
    let parts: readonly string[] = [];
    return (at) => {
      const format = format_string.read(at);
      if (format !== text) {
        // The capture group makes every second part the name of a placeholder.
        parts = format.split(PLACEHOLDER);
        text = format;
      }
      let filled = parts[0] ?? '';
      for (let index = 1; index < parts.length; index += 2) {
        const name = parts[index]!;
        const input = extra.inputs.get(name);
        if (input === undefined) throw new NodeError(`Pin ${name} not found`);
        filled += textOf(input.read(at)) + parts[index + 1]!;
      }
      formatted_string.write(at, filled);
    };
  },
});

/** The capture group of the pattern makes every second part of a split text a name. */
function placeholdersIn(text: string): string[] {
  return text.split(PLACEHOLDER).filter((_, index) => index % 2 === 1);
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : printValue(value, 2);
}
