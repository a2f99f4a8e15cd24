import { describe, expect, it } from '@jest/globals';
import { engineHost } from './engine-host.js';
import { Turns } from './turns.js';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
function compute(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('turns', () => {
  it('let a run go on until all runs together have computed for a while', async () => {
    const turns = new Turns();
    expect(turns.breathe()).toBeUndefined();
    compute(11);
    const pauses = [turns.breathe(), turns.breathe()];
    expect(pauses.every((pause) => pause instanceof Promise)).toBe(true);
    await Promise.all(pauses);
  });

  it('begin anew when the event loop has turned', async () => {
    const turns = new Turns();
    turns.breathe();
    compute(11);
    await nextTurn();
    expect(turns.breathe()).toBeUndefined();
  });

  it('go to those that pause one after the other, and others of the process come in between', async () => {
    const turns = new Turns();
    const order: string[] = [];
    turns.breathe();
    compute(11);
    const runs = ['a', 'b', 'c'].map(async (name) => {
      await turns.breathe();
      order.push(name);
      compute(11);
      setImmediate(() => order.push(`after ${name}`));
    });
    await Promise.all(runs);
    await nextTurn();
    expect(order).toEqual(['a', 'b', 'after a', 'c', 'after b', 'after c']);
  });
});

it('the numbers of the server’s host lie between 0 and 1 and do not repeat', () => {
  const { random } = engineHost();
  const numbers = Array.from({ length: 3000 }, random);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(numbers).size).toBe(3000);
});
