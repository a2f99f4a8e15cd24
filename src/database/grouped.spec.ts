import { describe, expect, it } from '@jest/globals';
import { Grouped } from './grouped.js';

/** Answers when told to, and keeps what it was asked. */
class Statements {
  readonly asked: (readonly number[])[] = [];
  private readonly answers: (() => void)[] = [];

  readonly act = async (items: readonly number[]): Promise<number[]> => {
    this.asked.push(items);
    await new Promise<void>((resolve) => this.answers.push(resolve));
    if (items.includes(13)) throw new Error('unlucky');
    if (items.includes(0)) throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    return items.map((item) => item * 2);
  };

  /** Lets all statements end, those too that follow. */
  async end(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) {
      for (const answer of this.answers.splice(0)) answer();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const settled = async (statements: Statements, calls: Promise<number>[]) => {
  const all = Promise.allSettled(calls);
  await statements.end();
  return (await all).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
};

describe('calls in groups', () => {
  it('go together when they come together, each with its own answer', async () => {
    const statements = new Statements();
    const grouped = new Grouped(statements.act);
    const calls = [1, 2, 3].map((item) => grouped.call(item));
    expect(await settled(statements, calls)).toEqual([2, 4, 6]);
    expect(statements.asked).toEqual([[1, 2, 3]]);
  });

  it('wait while two statements are under way, and go together then', async () => {
    const statements = new Statements();
    const grouped = new Grouped(statements.act);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const calls: Promise<number>[] = [];
    for (const item of [1, 2, 3, 4, 5]) {
      calls.push(grouped.call(item));
      await turn();
      await turn();
    }
    expect(statements.asked).toEqual([[1], [2]]);
    expect(await settled(statements, calls)).toEqual([2, 4, 6, 8, 10]);
    expect(statements.asked).toEqual([[1], [2], [3, 4, 5]]);
  });

  it('fail alone when they are at fault', async () => {
    const statements = new Statements();
    const grouped = new Grouped(statements.act);
    const calls = [1, 13, 3, 4].map((item) => grouped.call(item));
    expect(await settled(statements, calls)).toEqual([2, 'Error: unlucky', 6, 8]);
    expect(statements.asked).toEqual([[1, 13, 3, 4], [1, 13], [1], [13], [3, 4]]);
  });

  it('fail together in an outage, and are not tried again', async () => {
    const statements = new Statements();
    const grouped = new Grouped(statements.act);
    const calls = [1, 0].map((item) => grouped.call(item));
    expect(await settled(statements, calls)).toEqual(['Error: gone', 'Error: gone']);
    expect(statements.asked).toHaveLength(1);
  });

  it('are no more than two hundred in one statement', async () => {
    const statements = new Statements();
    const grouped = new Grouped(statements.act);
    const calls = Array.from({ length: 450 }, (_, item) => grouped.call(item + 100));
    expect(await settled(statements, calls)).toHaveLength(450);
    expect(statements.asked.map(({ length }) => length)).toEqual([200, 200, 50]);
  });
});
