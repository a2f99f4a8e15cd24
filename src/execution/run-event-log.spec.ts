import { describe, expect, it } from '@jest/globals';
import type { RunEvent } from '../engine/index.js';
import { partAfter, RunEventLog, type ToldAttempt } from './run-event-log.js';

const told = (...types: string[]): RunEvent[] =>
  types.map((type) => ({ type, payload: null, time: 0 }));
const attempt = (changes: Partial<ToldAttempt> = {}): ToldAttempt => ({
  runId: 'run',
  attempt: 2,
  began: 0,
  first: 1,
  told: told('a', 'b', 'c'),
  end: { status: 'completed', logLevel: 'Info', ended: 5 },
  ...changes,
});
const types = (number: number, of = attempt(), seenAttempt = 2) =>
  partAfter({ attempt: seenAttempt, number }, of).entries.map((entry) => [
    entry.number,
    entry.event.type,
  ]);

const WHOLE = [
  [1, 'run_initiated'],
  [2, 'log'],
  [3, 'a'],
  [4, 'b'],
  [5, 'c'],
  [6, 'log'],
  [7, 'completed'],
];

describe('the entries of an attempt', () => {
  it('are what comes after the last one that was seen', () => {
    for (let seen = 0; seen <= WHOLE.length; seen++) expect(types(seen)).toEqual(WHOLE.slice(seen));
    expect(types(99)).toEqual([]);
  });

  it('are all of them for who has seen another attempt', () => {
    expect(types(5, attempt(), 1)).toEqual(WHOLE);
  });

  it('keep their numbers when only some of what was told is at hand', () => {
    const some = attempt({ first: 2, told: told('b', 'c') });
    expect(types(3, some)).toEqual(WHOLE.slice(3));
    expect(types(5, some)).toEqual(WHOLE.slice(5));
    expect(types(5, attempt({ first: 4, told: [] }))).toEqual(WHOLE.slice(5));
  });

  it('have no end before there is one', () => {
    const going = attempt({ end: undefined });
    expect(types(0, going)).toEqual(WHOLE.slice(0, 5));
    expect(partAfter({ attempt: 0, number: 0 }, going).isOver).toBe(false);
  });
});

describe('the log of a run', () => {
  it('hands on with the end what it could not keep before', async () => {
    const log = new RunEventLog('run', 1, 0);
    const kept: [number, string[]][] = [];
    log.add(told('a')[0]!);
    log.keepWith(async (first, events) => {
      kept.push([first, events.map(({ type }) => type)]);
    });
    await log.settle();
    expect(kept).toEqual([]);
    expect(log.unkept).toEqual({ first: 1, events: told('a') });
  });

  it('tells nothing once somebody else has the run', () => {
    const log = new RunEventLog('run', 1, 0);
    log.lose();
    log.add(told('a')[0]!);
    expect([log.isLost, log.events]).toEqual([true, []]);
  });
});
