import { describe, expect, it } from '@jest/globals';
import type { NodeJson } from '../../node-json.js';
import { encodeDefault } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';
import { board, pinsOf } from '../boards.testing.js';
import { hooked } from '../hooked.testing.js';
import { complete, essence, execute, redo, refusal, stored, undo } from './commands.testing.js';

function start() {
  const json = stored(
    board(...hooked)
      .node('a', 'source')
      .node('b', 'sink', { text: 'hi' })
      .node('c', 'sink')
      .layer('box', {})
      .variable('v', 'x')
      .wire('a.out', 'b.in')
      .wire('a.text', 'b.text')
      .wire('a.text', 'c.text'),
    { b: 'box' },
  );
  for (const [id, x] of [
    ['a', 100],
    ['b', 150],
    ['c', 300],
  ] as const)
    json.nodes[id]!.coordinates = [x, 0, 0];
  const comments = { k: { id: 'k', content: 'Look', coordinates: [50, 50, 0], layer: 'box' } };
  return complete({ ...json, comments } as unknown as typeof json);
}
const paste = (json: BoardJson, nodes: string[], fields: object = {}) => ({
  command_type: 'CopyPaste',
  original_nodes: nodes.map((id) => json.nodes[id]),
  original_comments: [],
  original_layers: [],
  new_nodes: [],
  new_comments: [],
  new_layers: [],
  offset: [1000, 0, 0],
  current_layer: null,
  ...fields,
});
const added = (before: BoardJson, after: BoardJson): NodeJson[] =>
  Object.values(after.nodes).filter(({ id }) => !(id in before.nodes));

describe('CopyPaste', () => {
  it('copies nodes, layers and comments with new ids, and the wires among them', () => {
    const before = start();
    const { board: after, answers } = execute(before, [
      paste(before, ['a', 'b'], {
        original_layers: [before.layers['box']],
        original_comments: [before.comments['k']],
      }),
    ]);
    const [a, b] = added(before, after);
    const layer = Object.values(after.layers).find(({ id }) => id !== 'box')!;
    expect(b!.layer).toBe(layer.id);
    const ids = [...pinsOf(after).keys()];
    expect(new Set(ids).size).toBe(pinsOf(before).size + 4 + 4 + 2);
    const leads = (pin: string): string[] =>
      pinsOf(after)
        .get(pin)!
        .connected_to.flatMap((to) => (to in layer.pins ? leads(to) : [to]));
    const [out, text] = Object.values(a!.pins);
    expect(leads(out!.id).map((id) => b!.pins[id]!.name)).toEqual(['in']);
    expect(leads(text!.id).map((id) => b!.pins[id]!.name)).toEqual(['text']);
    expect(Object.values(after.comments).map(({ layer: at }) => at)).toEqual(['box', layer.id]);
    expect(answers[0]).toMatchObject({
      new_nodes: [{ id: a!.id }, { id: b!.id }],
      new_layers: [{ id: layer.id }],
      original_nodes: [{ id: 'a' }, { id: 'b' }],
    });
    const undone = undo(after, answers);
    expect(essence(undone)).toEqual(essence(before));
    expect(essence(redo(undone, answers))).toEqual(essence(after));
  });

  it('puts what has no layer in the selection into the one that the editor shows', () => {
    const before = start();
    const { board: after } = execute(before, [
      paste(before, ['a', 'b'], {
        current_layer: 'box',
        original_comments: [before.comments['k']],
        original_layers: [{ ...before.layers['box'], id: 'other', parent_id: 'nowhere' }],
      }),
    ]);
    expect(added(before, after).map(({ layer }) => layer)).toEqual(['box', 'box']);
    const [, layer] = Object.values(after.layers);
    expect(layer!.parent_id).toBe('box');
  });

  it('moves everything alike: to the offset from the mouse, else from the first node or comment', () => {
    const before = start();
    const places = (nodes: string[], fields: object) => {
      const { board: after } = execute(before, [paste(before, nodes, fields)]);
      const comments = Object.values(after.comments).slice(1);
      return [...added(before, after), ...comments].map(({ coordinates }) => coordinates![0]);
    };
    expect(places(['a', 'c'], { old_mouse: [110, 0, 0] })).toEqual([990, 1190]);
    expect(places(['a', 'c'], {})).toEqual([1000, 1200]);
    expect(places(['c', 'a'], {})).toEqual([1000, 800]);
    expect(places([], { original_comments: [before.comments['k']] })).toEqual([1000]);
    expect(places([], {})).toEqual([]);
  });

  it('moves layers and the ends of their wires too', () => {
    const before = start();
    const box = { ...before.layers['box'], coordinates: [10, 0, 0], in_coordinates: [0, 0, 0] };
    const { board: after } = execute(before, [paste(before, [], { original_layers: [box] })]);
    const layer = Object.values(after.layers)[1]!;
    expect(layer).toMatchObject({ coordinates: [1000, 0, 0], in_coordinates: [990, 0, 0] });
  });

  it('describes nodes as the catalog does now, but an event as its author did', () => {
    const before = start();
    const old = {
      friendly_name: 'Mine',
      description: 'Old',
      category: 'Old',
      event_callback: true,
    };
    const originals = ['a', 'b'].map((id) => ({ ...before.nodes[id]!, ...old }));
    originals[1]!.pins['b.text']!.description = 'Old';
    const { board: after } = execute(before, [
      paste(before, [], { original_nodes: structuredClone(originals) }),
    ]);
    const [event, node] = added(before, essence(after));
    expect(event).toMatchObject({ friendly_name: 'Mine', description: 'Old', category: 'Test' });
    expect(node).toMatchObject({ friendly_name: 'Sink', description: 'Does nothing.' });
    expect(node!.event_callback).toBeNull();
    const pin = Object.values(node!.pins).find(({ name }) => name === 'text')!;
    expect(pin.description).toBe('A text.');
    expect(pin.default_value).toEqual(encodeDefault('hi'));
  });

  it('clears the inputs of events, but for the type of one', () => {
    const before = start();
    const input = (name: string) => ({
      ...before.nodes['b']!.pins['b.text']!,
      id: name,
      name,
      default_value: [34, 34],
    });
    const pins = { type: input('type'), token: input('token') };
    const event = { ...before.nodes['a']!, pins };
    const { board: after } = execute(before, [paste(before, [], { original_nodes: [event] })]);
    const [pasted] = added(before, after);
    const defaults = Object.values(pasted!.pins).map((pin) => [pin.name, pin.default_value]);
    expect(defaults).toEqual([
      ['type', [34, 34]],
      ['token', null],
    ]);
  });

  it('brings the variables that nodes refer to and the board lacks', () => {
    const before = start();
    const node = (ref: string) => {
      const default_value = encodeDefault(ref);
      const pin = {
        ...before.nodes['b']!.pins['b.text']!,
        id: ref,
        name: 'var_ref',
        default_value,
      };
      return { ...before.nodes['b']!, id: `n-${ref}`, name: 'unknown', pins: { [ref]: pin } };
    };
    const original_variables = ['v', 'w', 'x'].map((id) => ({
      id,
      name: 'New',
      data_type: 'String',
    }));
    const original_nodes = ['v', 'w', 'nobody'].map(node);
    const { board: after, answers } = execute(before, [
      paste(before, [], { original_nodes, original_variables }),
    ]);
    expect(Object.values(after.variables).map(({ id, name }) => [id, name])).toEqual([
      ['v', 'v'],
      ['w', 'New'],
    ]);
    expect(answers[0]).toMatchObject({ new_variables: ['w'] });
    expect(essence(undo(after, answers))).toEqual(essence(before));
  });

  it('pastes nodes that the catalog does not know, but no external ones', () => {
    const before = start();
    const unknown = { ...before.nodes['b']!, name: 'unknown', friendly_name: 'Mine' };
    const { board: after } = execute(before, [paste(before, [], { original_nodes: [unknown] })]);
    expect(added(before, after)).toMatchObject([{ name: 'unknown', friendly_name: 'Mine' }]);
    const external = { ...unknown, wasm: { package_id: 'p', permissions: [] } };
    expect(refusal(before, paste(before, [], { original_nodes: [external] }))).toBe(
      'The external node unknown is not installed',
    );
  });

  it('undone after an edit of the copy, takes it away with its wires', () => {
    const before = start();
    const { board: after, answers } = execute(before, [paste(before, ['c'])]);
    const [copy] = added(before, after);
    const input = Object.values(copy!.pins).find(({ name }) => name === 'text')!;
    const wired = execute(after, [
      {
        command_type: 'ConnectPin',
        from_node: 'a',
        from_pin: 'a.text',
        to_node: copy!.id,
        to_pin: input.id,
      },
    ]).board;
    expect(essence(undo(wired, answers))).toEqual(essence(before));
  });

  it('redone while its ids are taken, is refused', () => {
    const before = start();
    const { board: after, answers } = execute(before, [paste(before, ['c'])]);
    expect(() => redo(after, answers)).toThrow('is taken by something else on the board');
  });

  it.each([
    [{ current_layer: 'nowhere' }, 'There is no layer nowhere'],
    [{ offset: null }, 'offset must be three numbers'],
    [{ original_nodes: {} }, 'original_nodes must be a list'],
    [{ original_nodes: [{ id: 'x' }] }, 'original_nodes.0.name must be a string'],
    [{ original_layers: [{ id: 'x' }, { id: 'x' }] }, 'The layer x is in the selection twice'],
  ])('refuses %j', (fields, message) => {
    const before = start();
    expect(refusal(before, paste(before, ['a'], fields))).toContain(message);
  });
});
