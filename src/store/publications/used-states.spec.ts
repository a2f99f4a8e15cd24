import { describe, expect, it } from '@jest/globals';
import type { BoardJson, VersionJson } from '../../engine/index.js';
import type { EventJson } from '../../events/event.js';
import { usedStates } from './used-states.js';

const board = (id: string) => ({ id }) as BoardJson;
const event = (board_id: string, board_version: VersionJson | null, canary: object | null = null) =>
  ({ board_id, board_version, canary }) as EventJson;
const NEWEST = new Map<string, VersionJson>([['b', [1, 2, 0]]]);

const states = (events: EventJson[]) =>
  usedStates({ boards: [board('b')], events }, NEWEST).states.map(({ id, version }) => [
    id,
    version,
  ]);
const targets = (events: EventJson[]) =>
  usedStates({ boards: [board('b')], events }, NEWEST).events.map((one) => [
    one.board_id,
    one.board_version,
  ]);

describe('usedStates', () => {
  it('takes the newest version of a board that no event leads to, or its draft', () => {
    expect(states([])).toEqual([['b', [1, 2, 0]]]);
    expect(usedStates({ boards: [board('c')], events: [] }, NEWEST).states).toEqual([
      { id: 'c', boardId: 'c', version: null },
    ]);
  });

  it('takes the one state that all events lead to, under the id of the board', () => {
    const events = [event('b', [1, 0, 0]), event('b', [1, 0, 0])];
    expect(states(events)).toEqual([['b', [1, 0, 0]]]);
    expect(targets(events)).toEqual([
      ['b', null],
      ['b', null],
    ]);
  });

  it('makes boards of several states: the draft first, then the newest', () => {
    const events = [event('b', [1, 9, 0]), event('b', [1, 10, 0]), event('b', null)];
    expect(states(events)).toEqual([
      ['b', null],
      ['b@1.10.0', [1, 10, 0]],
      ['b@1.9.0', [1, 9, 0]],
    ]);
    expect(targets(events)).toEqual([
      ['b@1.9.0', null],
      ['b@1.10.0', null],
      ['b', null],
    ]);
    expect(states(events.slice(0, 2))).toEqual([
      ['b', [1, 10, 0]],
      ['b@1.9.0', [1, 9, 0]],
    ]);
  });

  it('leads canaries, too, and leaves events alone that lead nowhere', () => {
    const canary = { board_id: 'b', board_version: [1, 0, 0] };
    const [led] = usedStates(
      { boards: [board('b')], events: [event('b', null, canary)] },
      NEWEST,
    ).events;
    expect(led!.canary).toMatchObject({ board_id: 'b@1.0.0', board_version: null });
    expect(targets([event('', null), event('gone', null)])).toEqual([
      ['', null],
      ['gone', null],
    ]);
  });
});
