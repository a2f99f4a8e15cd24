import { describe, expect, it } from '@jest/globals';
import { InTurns } from './in-turns.js';

describe('work in turns', () => {
  it('is done one after the other for one key, whatever fails, and side by side for others', async () => {
    const turns = new InTurns();
    const events: string[] = [];
    let open: (() => void) | undefined;
    const first = turns.run('a', async () => {
      events.push('first begins');
      await new Promise<void>((resolve) => (open = resolve));
      events.push('first fails');
      throw new Error('no');
    });
    const second = turns.run('a', async () => events.push('second'));
    await turns.run('b', async () => events.push('other'));
    expect(events).toEqual(['first begins', 'other']);
    open!();
    await expect(first).rejects.toThrow('no');
    await second;
    expect(events).toEqual(['first begins', 'other', 'first fails', 'second']);
    expect(await turns.run('a', async () => 'again')).toBe('again');
  });
});
