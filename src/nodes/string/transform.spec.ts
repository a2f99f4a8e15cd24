import { describe, expect, it } from '@jest/globals';
import { runNode } from '../testing.js';

describe('changed texts', () => {
  it.each([
    ['string_to_lower', 'lowercase_string', 'ΣΑΣ', 'σας'],
    ['string_to_upper', 'uppercase_string', 'straße', 'STRASSE'],
    ['string_trim', 'trimmed_string', '\u0085\u3000 a b\n', 'a b'],
    ['string_escape', 'escaped', 'a\\\n\t\r"', 'a\\\\\\n\\t\\r\\"'],
    ['string_unescape', 'unescaped', '\\n\\q\\\\n\\', '\n\\q\\n\\'],
  ])('%s', async (type, output, string, expected) => {
    expect((await runNode(type, { string }, output)).result).toBe(expected);
  });
});
