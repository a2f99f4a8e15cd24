import { describe, expect, it } from '@jest/globals';
import { type Value } from '../../engine/index.js';
import { board, messages, run } from '../testing.js';

const fork = (condition: Value) =>
  board()
    .node('start', 'events_simple')
    .node('branch', 'control_branch', { condition })
    .node('yes', 'log_info', { message: 'yes' })
    .node('no', 'log_info', { message: 'no' })
    .wire('start.exec_out', 'branch.exec_in')
    .wire('branch.true', 'yes.exec_in')
    .wire('branch.false', 'no.exec_in');

describe('control_branch', () => {
  it.each([
    [true, 'yes'],
    [false, 'no'],
  ])('goes the way of %s', async (condition, way) => {
    expect(messages(await run(fork(condition)), 'Info')).toEqual([way]);
  });

  it('fails on a condition that is no boolean', async () => {
    const { error } = await run(fork('true'));
    expect(error).toBe(
      `Node "Branch" (control_branch, branch) failed: Pin 'condition' holds a string, expected true or false`,
    );
  });
});
