import { describe, expect, it } from '@jest/globals';
import { OutageError } from './errors.js';
import { defineNode } from './node-type.js';
import * as pin from './pins.js';
import { boardWith, fail, runWith, say } from './rules.testing.js';

const down = defineNode({
  name: 'down',
  title: 'Down',
  doc: 'Meets an outage.',
  category: 'Test',
  inputs: { in: pin.exec('In', 'Starts it.') },
  outputs: { out: pin.exec('Out', 'Never.') },
  bind: () => () => {
    throw new OutageError('nobody answers');
  },
});

/** start → each of the nodes, side by side. */
function board(...types: string[]) {
  const built = boardWith(down);
  for (const [index, type] of types.entries())
    built.node(`${type}${index}`, type).wire('start.out', `${type}${index}.in`);
  return built;
}

describe('a run that failed by outages', () => {
  it.each([
    [['down'], true],
    [['down', 'down', 'say'], true],
    [['down', 'fail'], false],
    [['fail'], false],
    [['say'], false],
  ])('of %j says so: %p', async (types, isOutage) => {
    expect((await runWith([down], board(...types))).isOutage).toBe(isOutage);
  });

  it('is none when the board dealt with it, or failed at that by a mistake', async () => {
    const handled = (handler: string) =>
      board('down')
        .pin('down0.auto_handle_error', 'Output', 'Execution')
        .node('handler', handler)
        .wire('down0.auto_handle_error', 'handler.in');
    expect(await runWith([down], handled(say.name))).toMatchObject({
      status: 'completed',
      isOutage: false,
    });
    expect(await runWith([down], handled(fail.name))).toMatchObject({
      status: 'failed',
      isOutage: false,
    });
  });

  it('is none when it was stopped', async () => {
    const signal = AbortSignal.abort();
    expect((await runWith([down], board('down'), { signal })).isOutage).toBe(false);
  });
});
