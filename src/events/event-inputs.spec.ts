import { expect, it } from '@jest/globals';
import type { BoardJson } from '../engine/index.js';
import { inputsOf } from './event-inputs.js';

const pin = (id: string, pin_type: string, data_type: string, index: number) => ({
  id,
  name: id,
  friendly_name: id,
  description: 'key',
  pin_type,
  data_type,
  value_type: 'Normal',
  schema: id === 'second' ? 'missing' : null,
  default_value: null,
  index,
  options: null,
});
const pins = [
  pin('second', 'Output', 'String', 2),
  pin('exec', 'Output', 'Execution', 0),
  pin('first', 'Output', 'Integer', 1),
  pin('input', 'Input', 'Boolean', 1),
];
const board = {
  nodes: { n: { id: 'n', pins: Object.fromEntries(pins.map((one) => [one.id, one])) } },
  refs: { key: 'What it is' },
} as unknown as BoardJson;

it('an event takes what its node gives on, in order, with its texts in full', () => {
  expect(inputsOf(board, 'n', false)).toEqual([
    expect.objectContaining({ id: 'first', data_type: 'Integer', description: 'What it is' }),
    expect.objectContaining({ id: 'second', schema: 'missing' }),
  ]);
});

it('an event that shows a page takes what its node takes', () => {
  expect(inputsOf(board, 'n', true).map(({ id }) => id)).toEqual(['input']);
});

it('a node that is not there takes nothing', () => {
  for (const id of ['none', '__proto__', 'constructor'])
    expect(inputsOf(board, id, false)).toEqual([]);
});
