import { describe, expect, it } from '@jest/globals';
import { nodeJson } from './node-json.js';
import { defineNode } from './node-type.js';
import * as pin from './pins.js';

const jsonOf = (inputs: Parameters<typeof defineNode>[0]['inputs']) => {
  const type = { name: 'n', title: 'N', doc: 'N.', category: 'Test', outputs: {} };
  const made = defineNode({ ...type, inputs, bind: () => () => undefined });
  return Object.values(nodeJson(made, 'n', (_, name, place) => `${name}${place}`).pins);
};
const textOf = (bytes: number[] | null) =>
  bytes === null ? null : new TextDecoder().decode(Uint8Array.from(bytes));

describe('nodeJson', () => {
  it('writes the schema of a pin', () => {
    const [with_, without] = jsonOf({
      a: pin.struct('A', 'It.', { schema: '{}' }),
      b: pin.struct('B', 'It.'),
    });
    expect([with_!.schema, without!.schema]).toEqual(['{}', null]);
  });

  it('gives each of several pins of one name its own default, or the one they share', () => {
    const item = pin.string('Item', 'One.', { default: 'x' });
    const pins = jsonOf({ a: pin.list(item, 3, ['p', 'q']), b: pin.list(item, 1) });
    expect(pins.map((each) => textOf(each.default_value))).toEqual(['"p"', '"q"', '"x"', '"x"']);
  });
});
