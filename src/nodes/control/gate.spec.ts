import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

/** Comes in through these pins one after the other; logs `through` for each that gets through. */
const visits = (startClosed: Value, ...pins: string[]) => {
  const built = board()
    .node('start', 'events_simple')
    .node('steps', 'control_sequence')
    .node('gate', 'control_gate', { start_closed: startClosed })
    .node('through', 'log_info', { message: 'through' })
    .node('state', 'log_warning')
    .wire('start.exec_out', 'steps.exec_in')
    .wire('gate.exit', 'through.exec_in')
    .wire('gate.is_open', 'state.message');
  for (const [index, pin] of pins.entries()) {
    if (index >= 2) built.pin('steps.exec_out', 'Output', 'Execution');
    // A target wired twice runs once: each step gets a node of its own.
    built.node(`step${index}`, 'control_branch').wire(`step${index}.true`, `gate.${pin}`);
    built.wire(`steps.exec_out${index === 0 ? '' : `#${index + 1}`}`, `step${index}.exec_in`);
  }
  return built;
};
const through = async (startClosed: Value, ...pins: string[]) =>
  messages(await run(visits(startClosed, ...pins)), 'Info').length;

describe('control_gate', () => {
  it('is open at first, unless told otherwise', async () => {
    expect(await through(false, 'enter', 'enter')).toBe(2);
    expect(await through(true, 'enter', 'enter')).toBe(0);
  });

  it('is opened, closed and toggled, which itself leads nowhere', async () => {
    expect(await through(true, 'enter', 'open', 'enter')).toBe(1);
    expect(await through(false, 'enter', 'close', 'enter')).toBe(1);
    expect(await through(true, 'toggle', 'enter', 'toggle', 'enter')).toBe(1);
    expect(await through(true, 'open')).toBe(0);
  });

  it('obeys an order once, not at every later visit', async () => {
    expect(await through(true, 'open', 'enter', 'close', 'enter')).toBe(1);
    expect(await through(false, 'toggle', 'enter', 'enter', 'enter')).toBe(0);
    expect(await through(true, 'toggle', 'enter', 'enter', 'enter')).toBe(3);
  });

  it('obeys orders that come at the same time before it lets anybody through', async () => {
    const together = (startClosed: boolean, ...pins: string[]) => {
      const built = visits(startClosed);
      for (const pin of pins) built.wire('start.exec_out', `gate.${pin}`);
      return run(built);
    };
    expect(messages(await together(true, 'enter', 'open'), 'Info')).toEqual(['through']);
    expect(messages(await together(false, 'enter', 'open', 'close'), 'Info')).toEqual([]);
    const all = await together(false, 'enter', 'open', 'close', 'toggle');
    expect(messages(all, 'Info')).toEqual(['through']);
  });

  it('merges the ways by which nodes of one wave lead to it', async () => {
    const built = visits(true)
      .node('a', 'control_branch')
      .node('b', 'control_branch')
      .wire('start.exec_out', 'a.exec_in')
      .wire('start.exec_out', 'b.exec_in')
      .wire('a.true', 'gate.enter')
      .wire('b.true', 'gate.open');
    expect(messages(await run(built), 'Info')).toEqual(['through']);
  });

  it('says whether it is open', async () => {
    const built = visits(true, 'open', 'enter').wire('through.exec_out', 'state.exec_in');
    expect(messages(await run(built), 'Warn')).toEqual(['true']);
  });

  it('can be opened through the pin of a layer', async () => {
    const built = visits(true)
      .layer('box', { open: 'Execution' })
      .node('first', 'control_branch')
      .node('second', 'control_branch')
      .wire('start.exec_out', 'first.exec_in')
      .wire('first.true', 'box.open')
      .wire('box.open', 'gate.open')
      .wire('first.true', 'second.exec_in')
      .wire('second.true', 'gate.enter');
    expect(messages(await run(built), 'Info')).toEqual(['through']);
  });

  it('fails on a start that is no boolean', async () => {
    expect((await run(visits('no', 'enter'))).error).toContain("Pin 'start_closed' holds");
  });
});
