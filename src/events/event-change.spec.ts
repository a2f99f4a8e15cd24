import { describe, expect, it } from '@jest/globals';
import { changedEvent, newEvent } from './event-change.js';
import { readEvent } from './event-shape.js';

const at = (secs: number) => ({ secs_since_epoch: secs, nanos_since_epoch: 0 });
const target = { board_id: 'b', node_id: 'n', board_version: null };
const sent = (fields: object = {}) =>
  readEvent({ name: 'Greet', event_type: 'api', ...target, ...fields });
const stored = (fields: object = {}) => newEvent('e', sent(fields), [], at(1));
const change = (before: object, after: object, bump?: 'Major' | 'Minor' | 'Patch') =>
  changedEvent(stored(before), sent(after), [], bump, at(2));

describe('a change of an event', () => {
  it.each([
    ['name', {}, { name: 'Other' }, false],
    ['board version', {}, { board_version: [0, 0, 1] }, false],
    ['board', {}, { board_id: 'c' }, true],
    ['node', {}, { node_id: 'm' }, true],
    ['canary that comes', {}, { canary: { ...target, weight: 0.5 } }, true],
    ['canary that goes', { canary: { ...target, weight: 0.5 } }, {}, true],
    [
      'weight of the canary',
      { canary: { ...target, weight: 0.5 } },
      { canary: { ...target, weight: 0.6 } },
      true,
    ],
  ])('of its %s makes a version or none', (_, before, after, archives) => {
    const { event, archives: kept } = change(before, after);
    expect([kept, event.event_version]).toEqual([archives, [0, 0, archives ? 1 : 0]]);
  });

  it('raises the part of the version it is asked to raise', () => {
    const bumps = (['Major', 'Minor', 'Patch'] as const).map((bump) => change({}, {}, bump));
    expect(bumps.map(({ event }) => event.event_version)).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('keeps when the event and its canary were made', () => {
    const { event } = change(
      { canary: { ...target, weight: 0.5 } },
      { canary: { ...target, weight: 0.1 } },
    );
    expect([event.created_at, event.updated_at]).toEqual([at(1), at(2)]);
    expect(event.canary).toMatchObject({ created_at: at(1), updated_at: at(2) });
  });
});
