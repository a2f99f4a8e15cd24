import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from '../board.js';
import { type AnyNodeType, defineNode } from '../node-type.js';
import * as pin from '../pins.js';
import { NodeRegistry } from '../registry.js';
import { board, countingIds, deepFreeze, jsonOf, pinAt } from './boards.testing.js';
import { hooked, registry } from './hooked.testing.js';
import { randomBoards } from './random-boards.testing.js';
import { syncSchemas } from './sync-schemas.js';

const idle = { name: 'tool', category: 'Test', bind: () => () => undefined };
const old = defineNode({
  ...idle,
  title: 'Tool',
  doc: 'Does nothing.',
  inputs: {
    in: pin.exec('In', 'Starts it.'),
    text: pin.string('Text', 'A text.'),
    gone: pin.string('Gone', 'Not for long.'),
    size: pin.integer('Size', 'A number.', { default: 1 }),
    any: pin.generic('Any', 'Anything.'),
    part: pin.list(pin.string('Part', 'One of them.'), 2),
  },
  outputs: { out: pin.exec('Out', 'Goes on.') },
});
const present = {
  ...idle,
  title: 'Better Tool',
  doc: 'Does more.',
  longRunning: true,
  version: 2,
  inputs: {
    in: pin.exec('Begin', 'Starts it.'),
    text: pin.string('Words', 'A text.', { options: { sensitive: true } }),
    size: pin.float('Size', 'A number.', { default: 1.5 }),
    any: pin.generic('Any', 'Anything.'),
    part: pin.list(pin.string('Piece', 'One of them.'), 2),
    more: pin.boolean('More', 'Something new.', { default: true }),
  },
  outputs: { out: pin.exec('Out', 'Goes on.') },
};

/** A board with the old node, wired all over, brought up to date. */
function synced(type: AnyNodeType = defineNode(present), version: number | null = null) {
  const json = jsonOf(
    board(old)
      .node('a', 'source')
      .node('t', 'tool')
      .pin('t.part', 'Input', 'String')
      .pin('t.mine', 'Output', 'String')
      .pin('t.auto_handle_error', 'Output', 'Execution')
      .type('t.any', 'Integer')
      .wire('a.out', 't.in')
      .wire('a.text', 't.text')
      .wire('a.text', 't.gone')
      .wire('a.number', 't.size')
      .wire('a.number', 't.any'),
  );
  Object.assign(json.nodes['t']!, { version, error: 'Outdated', coordinates: [1, 2, 3] });
  return syncSchemas(deepFreeze(json), new NodeRegistry([type]), countingIds());
}

describe('syncSchemas', () => {
  it('keeps pins found by name, with id and wires, and describes them anew', () => {
    const json = synced();
    expect(pinAt(json, 't.in')).toMatchObject({ friendly_name: 'Begin', depends_on: ['a.out'] });
    expect(pinAt(json, 't.text')).toMatchObject({
      friendly_name: 'Words',
      depends_on: ['a.text'],
      options: { sensitive: true },
    });
    const parts = ['t.part', 't.part#2', 't.part#3'].map((id) => pinAt(json, id).friendly_name);
    expect(parts).toEqual(['Piece', 'Piece', 'Piece']);
  });

  it('takes the wire and the value from a pin that changed its type', () => {
    expect(pinAt(synced(), 't.size')).toMatchObject({
      data_type: 'Float',
      depends_on: [],
      default_value: [49, 46, 53],
    });
    expect(pinAt(synced(), 't.any')).toMatchObject({ data_type: 'Generic', depends_on: [] });
  });

  it('leaves a type that comes from a wire', () => {
    const json = synced(defineNode({ ...present, typeRules: { match: [{ pin: 'any' }] } }));
    expect(pinAt(json, 't.any')).toMatchObject({ data_type: 'Integer', depends_on: ['a.number'] });
    expect(pinAt(json, 't.size').depends_on).toEqual([]);
  });

  it('takes the wires from a pin that changed sides', () => {
    const { text: _, ...inputs } = present.inputs;
    const outputs = { ...present.outputs, text: pin.string('Text', 'A text.') };
    const json = synced(defineNode({ ...present, inputs, outputs }));
    expect(pinAt(json, 't.text')).toMatchObject({ pin_type: 'Output', depends_on: [] });
  });

  it('removes pins that are no more and adds new ones', () => {
    const json = synced();
    expect(pinAt(json, 't.gone')).toBeUndefined();
    expect(pinAt(json, 't.mine')).toBeUndefined();
    const more = Object.values(json.nodes['t']!.pins).find(({ name }) => name === 'more')!;
    expect(more).toMatchObject({ data_type: 'Boolean', pin_type: 'Input' });
    expect(more.id).toMatch(/^new-/);
    expect(json.nodes['t']!.pins[more.id]).toBe(more);
  });

  it('keeps the pins to go on at when a node fails, and those of authors where they may add some', () => {
    expect(pinAt(synced(), 't.auto_handle_error')).toBeDefined();
    const json = synced(defineNode({ ...present, extraPins: 'optional' }));
    expect(pinAt(json, 't.mine')).toBeDefined();
  });

  it('brings the node up to date, and clears its error', () => {
    expect(synced().nodes['t']).toMatchObject({
      friendly_name: 'Better Tool',
      description: 'Does more.',
      long_running: true,
      version: 2,
      error: null,
      coordinates: [1, 2, 3],
    });
  });

  it('keeps what the author calls an event', () => {
    const event = synced(defineNode({ ...present, start: true })).nodes['t']!;
    expect(event).toMatchObject({
      friendly_name: 'Tool',
      description: 'Does nothing.',
      start: true,
    });
  });

  it('keeps the references to functions, and says anew whether there may be any', () => {
    const json = jsonOf(board(old).node('t', 'tool'));
    const fn_refs = ['a'];
    json.nodes['t']!.fn_refs = {
      fn_refs,
      can_reference_fns: false,
      can_be_referenced_by_fns: true,
    };
    const brought = (callsFunctions: boolean) => {
      const types = new NodeRegistry([defineNode({ ...present, callsFunctions })]);
      return syncSchemas(json, types, countingIds()).nodes['t']!.fn_refs;
    };
    const flags = { can_reference_fns: true, can_be_referenced_by_fns: false };
    expect(brought(true)).toEqual({ fn_refs, ...flags });
    expect(brought(false)).toBeNull();
  });

  it('does so for nodes without a version and with a smaller one, and no others', () => {
    expect(synced(undefined, 1).nodes['t']!.friendly_name).toBe('Better Tool');
    for (const version of [2, 3])
      expect(synced(undefined, version).nodes['t']!.friendly_name).toBe('Tool');
    const { version: _, ...unversioned } = present;
    expect(synced(defineNode(unversioned)).nodes['t']!.friendly_name).toBe('Tool');
    expect(synced(defineNode({ ...present, version: 0 })).nodes['t']!.friendly_name).toBe(
      'Better Tool',
    );
  });

  it('leaves a board alone that needs nothing', () => {
    const json = jsonOf(board(old).node('t', 'tool').node('x', 'unknown'));
    expect(syncSchemas(json, new NodeRegistry([old]), countingIds())).toBe(json);
  });

  it('lets no placed node ask for access that the catalog does not ask for', () => {
    const json = jsonOf(board(old).node('t', 'tool').node('x', 'unknown'));
    const asks = { oauth_providers: ['mail'], required_oauth_scopes: { mail: ['read'] } };
    Object.assign(json.nodes['t']!, asks);
    Object.assign(json.nodes['x']!, asks);
    const { nodes } = syncSchemas(json, new NodeRegistry([old]), countingIds());
    expect(nodes['t']).toMatchObject({ oauth_providers: null, required_oauth_scopes: null });
    expect(nodes['x']).toMatchObject(asks);
  });

  it('takes any board, never changes its input, and changes nothing when done again', () => {
    const newer = new NodeRegistry([
      ...hooked.map((type) => ({ ...type, version: 1 })),
      { ...registry.find('sink')!, version: 7 },
    ]);
    fc.assert(
      fc.property(randomBoards, (json) => {
        const after = syncSchemas(deepFreeze(json), newer, countingIds());
        expect(() => readBoard(after)).not.toThrow();
        expect(syncSchemas(after, newer, countingIds())).toEqual(after);
      }),
      { numRuns: 300 },
    );
  });
});
