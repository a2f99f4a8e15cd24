import { describe, expect, it } from '@jest/globals';
import type { AppContent } from '../publications/app-content.js';
import { idsFor, underIds } from './copy-ids.js';
import { planTag, planUpgrade } from './upgrade-plan.js';

type Part = { id: string } & Record<string, unknown>;

const content = (parts: Partial<Record<'boards' | 'events' | 'templates' | 'routes', Part[]>>) =>
  ({
    app: {},
    texts: [],
    boards: [],
    events: [],
    templates: [],
    routes: [],
    ...parts,
  }) as unknown as AppContent;
const board = (id: string, text: string, more: object = {}): Part => ({
  id,
  name: `Board ${id}`,
  nodes: { start: { text } },
  ...more,
});
const event = (id: string, board_id: string, more: object = {}): Part => ({
  id,
  name: `Event ${id}`,
  board_id,
  canary: null,
  ...more,
});

/** What the owner of a copy sees, who made of `base` what `mine` is. */
function plan(base: AppContent, mine: AppContent, theirs: AppContent) {
  const ids = idsFor(theirs, 'seed', idsFor(base, 'seed'));
  const [before, now, next] = [base, mine, theirs].map((one) => underIds(one, ids));
  return planUpgrade(before!, now!, next!, ids);
}
const told = (...[base, mine, theirs]: Part[][]) =>
  plan(content({ boards: base }), content({ boards: mine }), content({ boards: theirs })).map(
    ({ sourceId, change, conflict }) => [sourceId, change, conflict],
  );

describe('planUpgrade', () => {
  const [one, two, three] = ['1', '2', '3'].map((text) => [board('b', text)]);

  it.each([
    ['nothing when nothing was published', one, one, one, []],
    ['nothing when both made the same change', one, two, two, []],
    ['nothing when only the copy was changed', one, two, one, []],
    ['a change', one, one, two, [['b', 'changed', undefined]]],
    ['a change of what was changed here', one, two, three, [['b', 'changed', 'changed_here']]],
    ['what is new', [], [], one, [['b', 'added', undefined]]],
    ['what is no more', one, one, [], [['b', 'removed', undefined]]],
    ['what is no more, and was changed here', one, two, [], [['b', 'removed', 'changed_here']]],
    ['what was removed here and has changed', one, [], two, [['b', 'added', 'removed_here']]],
    ['nothing of what was removed here and is as it was', one, [], one, []],
    ['nothing of what both removed', one, [], [], []],
  ])('tells %s', (_, base, mine, theirs, expected) => {
    expect(told(base!, mine!, theirs!)).toEqual(expected);
  });

  it('does not take for a change what counts, times or shows it', () => {
    const seen = { version: [0, 0, 9], viewport: [1, 2, 3], updated_at: {}, created_at: {} };
    const hashed = [board('b', '1', { ...seen, nodes: { start: { hash: 7, text: '1' } } })];
    expect(told(one!, hashed, two!)).toEqual([['b', 'changed', undefined]]);
    const events = (more: object) => content({ events: [event('e', '', more)] });
    const on = { active: true, event_version: [1, 0, 0], inputs: [1] };
    expect(plan(events({}), events(on), events({ name: 'New' }))[0]!.conflict).toBeUndefined();
    expect(plan(events({}), events({ name: 'Mine' }), events({ name: 'New' }))[0]!.conflict).toBe(
      'changed_here',
    );
  });

  it('does take for a change a node that is called as something that counts', () => {
    const named = [board('b', '', { nodes: { hash: { text: '1' }, version: { text: '1' } } })];
    const other = [board('b', '', { nodes: { hash: { text: '2' }, version: { text: '1' } } })];
    expect(told(named, other, two!)).toEqual([['b', 'changed', 'changed_here']]);
  });

  it('has one tag for the same upgrade, and others for others', () => {
    const tag = (mine: Part[], theirs: Part[]) =>
      planTag(
        [1, 2],
        plan(content({ boards: one! }), content({ boards: mine }), content({ boards: theirs })),
      );
    expect(tag(one!, two!)).toBe(tag([board('b', '1', { viewport: [1, 1, 1] })], two!));
    expect(new Set([tag(one!, two!), tag(two!, three!), tag(one!, three!)]).size).toBe(3);
    expect(planTag([1, 2], [])).not.toBe(planTag([1, 3], []));
  });
});

describe('underIds', () => {
  const original = content({
    boards: [board('b', '1')],
    events: [
      event('e', 'b', { canary: { board_id: 'b' } }),
      event('page', ''),
      event('lost', 'somebody-else'),
    ],
    templates: [{ id: 't', board: { id: 'b' } }],
    routes: [{ id: 'r', path: '/', eventId: 'e' }],
  });

  it('renames every part and every pointer to one, and cuts pointers to what is not there', () => {
    const ids = idsFor(original, 'seed');
    const copy = underIds(
      { ...original, texts: [{ target: 'template:t' }, { target: '' }] as never },
      ids,
    );
    const [b, e, t] = [ids.boards['b'], ids.events['e'], ids.templates['t']];
    expect(copy.boards[0]!.id).toBe(b);
    expect(copy.events.map(({ id, board_id: to }) => [id, to])).toEqual([
      [e, b],
      [ids.events['page'], ''],
      [ids.events['lost'], ''],
    ]);
    expect(copy.events[0]!.canary!.board_id).toBe(b);
    expect(copy.templates[0]).toMatchObject({ id: t, board: { id: b } });
    expect(copy.routes[0]).toMatchObject({ id: ids.routes['r'], eventId: e });
    expect(copy.texts.map(({ target }) => target)).toEqual(['', `template:${t}`]);
  });

  it('makes ids that are plain, alike for one seed and different for two', () => {
    const [first, again, other] = ['x', 'x', 'y'].map((seed) => idsFor(original, seed));
    expect(first).toEqual(again);
    const ids = [first!, other!].flatMap((each) => Object.values(each).flatMap(Object.values));
    expect(new Set(ids).size).toBe(12);
    for (const id of ids) expect(id).toMatch(/^c[0-9a-z]{23}$/);
  });

  it('takes __proto__ for an id like any other', () => {
    const hostile = content({
      boards: [board('__proto__', '1')],
      events: [event('e', '__proto__')],
    });
    const ids = idsFor(JSON.parse(JSON.stringify(hostile)) as AppContent, 'seed');
    const copy = underIds(hostile, JSON.parse(JSON.stringify(ids)) as typeof ids);
    expect(copy.events[0]!.board_id).toBe(copy.boards[0]!.id);
    expect(copy.boards[0]!.id).toMatch(/^c/);
  });
});
