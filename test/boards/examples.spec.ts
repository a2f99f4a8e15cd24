import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import {
  compile,
  execute,
  findProblems,
  NodeRegistry,
  readBoard,
  type Value,
} from '../../src/engine/index.js';
import { RecordingHost } from '../../src/engine/testing.js';
import { allNodes } from '../../src/nodes/index.js';
import { fromShortForm } from '../../src/short-form/from-short-form.js';
import { toShortForm } from '../../src/short-form/to-short-form.js';

// The examples of docs/short-form.md, with what they print.

const FOLDER = path.resolve(import.meta.dirname, '../../examples');
const registry = new NodeRegistry(allNodes);

interface Expected {
  readonly start: string;
  readonly payload?: Value;
  readonly says: readonly string[];
  readonly result: Value;
}

const EXPECTED: Readonly<Record<string, readonly Expected[]>> = {
  'greetings.yaml': [
    {
      start: 'start',
      says: ['0. Hello Ada', '1. Hello Grace', '2. Hello Linus'],
      result: ['Ada', 'Grace', 'Linus'],
    },
  ],
  'order.yaml': [
    {
      start: 'order',
      payload: { customer: 'Ada', items: ['pen', 'ink'], express: true },
      says: ['An express order', 'pen for Ada', 'ink for Ada'],
      result: 'packed',
    },
    {
      start: 'order',
      payload: { customer: 'Ada', items: ['pen'], express: false },
      says: ['pen for Ada'],
      result: 'packed',
    },
    {
      start: 'order',
      payload: { customer: 'Ada', items: 'pen', express: false },
      says: [],
      result: "Pin 'array' holds a string, expected an array",
    },
  ],
  'countdown.yaml': [
    {
      start: 'start',
      says: ['0 …', '1 …', '2 …', 'Left pad is clear', 'Right pad is clear'],
      result: 'lift-off',
    },
  ],
};

const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

it('every example is here', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.entries(EXPECTED))('%s', (file, runs) => {
  const board = fromShortForm(read(file), registry);

  it.each(runs)('from $start with $payload', async ({ start, payload, says, result }) => {
    const program = compile(readBoard(board), registry);
    const run = await execute(program, { start, payload, host: new RecordingHost() });
    const said = run.logs.filter(({ level }) => level === 'Info' || level === 'Warn');
    expect(said.map(({ message }) => message)).toEqual(says);
    expect([run.status, run.result]).toEqual(['completed', result]);
  });

  it('has no problems', () => {
    expect(findProblems(readBoard(board), registry)).toEqual([]);
  });

  it('is told again as it was written, but for remarks and order', () => {
    const again = toShortForm(board, registry);
    expect(inOrder(again)).toEqual(inOrder(read(file)));
    expect(toShortForm(fromShortForm(again, registry), registry)).toBe(again);
  });
});

function inOrder(text: string): object {
  const { flow, ...rest } = parse(text) as { flow: string[] };
  return { ...rest, flow: flow.toSorted() };
}
