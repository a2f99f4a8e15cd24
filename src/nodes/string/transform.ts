import { defineNode, pin } from '../../engine/index.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '"': '\\"',
};
const ESCAPED = new Map(Object.entries(ESCAPES).map(([sign, escape]) => [escape, sign]));

/** Unicode's White_Space, which `trim` of JavaScript nearly is: it lacks U+0085 and takes U+FEFF. */
const IS_SPACE = /[\p{White_Space}]/u;

/** A text goes in, another comes out. */
function transform(
  name: string,
  title: string,
  doc: string,
  [output, outputTitle, outputDoc]: readonly [string, string, string],
  change: (text: string) => string,
) {
  return defineNode({
    name,
    title,
    doc,
    category: 'Utils/String',
    inputs: { string: pin.string('String', 'The text.') },
    outputs: { [output]: pin.string(outputTitle, outputDoc) },
    bind: ({ inputs: { string }, outputs }) => {
      const changed = outputs[output]!;
      return (at) => changed.write(at, change(string.read(at)));
    },
  });
}

export const toLower = transform(
  'string_to_lower',
  'To Lower Case',
  'Writes a text in small letters, in any script.',
  ['lowercase_string', 'Lowercase String', 'The text in small letters.'],
  (text) => text.toLowerCase(),
);

export const toUpper = transform(
  'string_to_upper',
  'To Upper Case',
  'Writes a text in capital letters, in any script; some letters become two.',
  ['uppercase_string', 'Uppercase String', 'The text in capital letters.'],
  (text) => text.toUpperCase(),
);

export const trim = transform(
  'string_trim',
  'Trim String',
  'Takes away blanks, tabs, line ends and the like from both ends of a text.',
  ['trimmed_string', 'Trimmed String', 'The text without them.'],
  trimSpace,
);

export const escape = transform(
  'string_escape',
  'Escape String',
  'Writes backslashes, line ends, tabs and double quotes as two signs each, as in the text of a program.',
  ['escaped', 'Escaped', 'The text on one line.'],
  (text) => text.replace(/[\\\n\r\t"]/g, (sign) => ESCAPES[sign]!),
);

export const unescape = transform(
  'string_unescape',
  'Unescape String',
  'The reverse of Escape String. Other signs behind a backslash, and a backslash at the end, stay as they are.',
  ['unescaped', 'Unescaped', 'The text with its line ends, tabs and quotes.'],
  (text) => text.replace(/\\[\\nrt"]/g, (escaped) => ESCAPED.get(escaped)!),
);

function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && IS_SPACE.test(text[start]!)) start++;
  while (start < end && IS_SPACE.test(text[end - 1]!)) end--;
  return text.slice(start, end);
}
