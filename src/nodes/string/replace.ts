import type { RE2JS } from 're2js';
import { defineNode, NodeError, pin } from '../../engine/index.js';
import { compilePattern } from './pattern.js';
import { replacePattern } from './replace-pattern.js';

export const replace = defineNode({
  name: 'string_replace',
  title: 'Replace String',
  doc: 'Puts a text in the place of every occurrence of another, or of what matches a regular expression (RE2: no look-around, no references back).',
  category: 'Utils/String',
  version: 1,
  inputs: {
    string: pin.string('String', 'The text to change.'),
    pattern: pin.string('Pattern', 'What to replace.'),
    replacement: pin.string(
      'Replacement',
      'What takes its place; for a regular expression $1 and ${name} stand for its groups and $$ for a dollar.',
    ),
    is_regex: pin.boolean('Is Regex', 'Whether the pattern is a regular expression.', {
      default: false,
    }),
  },
  outputs: { new_string: pin.string('New String', 'The changed text.') },
  bind: ({ inputs: { string, pattern, replacement, is_regex }, outputs: { new_string } }) => {
    let source: string | undefined;
    let compiled: RE2JS | undefined;
    return (at) => {
      const text = string.read(at);
      const wanted = pattern.read(at);
      const by = replacement.read(at);
      const limit = at.run.limits.textCharacters;
      if (!is_regex.read(at)) {
        new_string.write(at, replacePlain(text, wanted, by, limit));
        return;
      }
      if (compiled === undefined || source !== wanted) {
        compiled = compilePattern(wanted);
        source = wanted;
      }
      new_string.write(at, replacePattern(text, compiled, by, limit));
    };
  },
});

function replacePlain(text: string, wanted: string, by: string, limit: number): string {
  let length = text.length;
  const grow = () => {
    length += by.length - wanted.length;
    if (length > limit) throw new NodeError(`The changed text is longer than ${limit}`);
    return by;
  };
  // Between whole signs, not halves of surrogate pairs.
  return wanted === '' ? text.replace(/(?:)/gu, grow) : text.replaceAll(wanted, grow);
}
