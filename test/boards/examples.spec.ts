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
  'csv-total.yaml': [{ start: 'start', says: [], result: 8.75 }],
  'validate.yaml': [
    {
      start: 'order',
      payload: { order: '{"item":"pen","count":2}' },
      says: [],
      result: { item: 'pen', count: 2 },
    },
    {
      start: 'order',
      payload: { order: '{"item":"pen","count":0}' },
      says: ['The order is refused'],
      result: 'Schema validation failed: /count must be at least 1',
    },
  ],
  'call-api.yaml': [
    {
      start: 'ask',
      payload: { address: 'http://127.0.0.1/users/1' },
      says: [],
      result: 'Hello ADA from London',
    },
    {
      start: 'ask',
      payload: { address: 'http://127.0.0.1/users/2' },
      says: [],
      result: 'The server has no such user',
    },
  ],
  'retry.yaml': [
    {
      start: 'ask',
      payload: { address: 'http://127.0.0.1/third' },
      says: ['No answer, trying again', 'No answer, trying again'],
      result: 'at last',
    },
    {
      start: 'ask',
      payload: { address: 'http://127.0.0.1/never' },
      says: Array(3).fill('No answer, trying again'),
      result: 'The server is away',
    },
  ],
  'gather.yaml': [{ start: 'start', says: [], result: ['RED', 'GREEN', 'BLUE'] }],
  'report.yaml': [
    {
      start: 'start',
      says: ['Report of Thursday, 1 January 1970: 12 pens 3 ink'],
      result: 'Report of Thursday, 1 January 1970: 12 pens 3 ink',
    },
  ],
};

/** The server that the examples ask. */
function answers() {
  let calls = 0;
  return ({ url }: { readonly url: string }) => {
    calls++;
    if (url.endsWith('/users/1'))
      return { status: 200, chunks: ['{"name":"Ada","address":{"city":"London"}}'] };
    if (url.endsWith('/third') && calls === 3) return { status: 200, chunks: ['at last'] };
    return { status: url.endsWith('/third') ? 503 : 404 };
  };
}

const read = (file: string) => readFileSync(path.join(FOLDER, file), 'utf8');

it('every example is here', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(EXPECTED).sort());
});

describe.each(Object.entries(EXPECTED))('%s', (file, runs) => {
  const board = fromShortForm(read(file), registry);

  it.each(runs)('from $start with $payload', async ({ start, payload, says, result }) => {
    const program = compile(readBoard(board), registry);
    const run = await execute(program, {
      start,
      payload,
      host: new RecordingHost().answerHttp(answers()),
    });
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
