import { describe, expect, it } from '@jest/globals';
import { nodeJson } from '../../node-json.js';
import { board, sink, source } from '../boards.testing.js';
import { execute, NOW, refusal, stored, undo } from './commands.testing.js';

const start = () => stored(board().node('a', 'source').layer('box', {}));
const fresh = (id = 'b') =>
  nodeJson(sink, id, (direction, name) => `${id}.${direction === 'Input' ? '' : 'out.'}${name}`);
const add = (node: object, current_layer?: string | null) => ({
  command_type: 'AddNode',
  node,
  current_layer,
});

describe('AddNode', () => {
  it('places a node under the ids of the client, and says so', () => {
    const { board: after, answers } = execute(start(), [add(fresh())]);
    expect(Object.keys(after.nodes)).toEqual(['a', 'b']);
    expect(after.nodes['b']).toMatchObject({ name: 'sink', layer: null, category: 'Test' });
    expect(Object.keys(after.nodes['b']!.pins)).toEqual([
      'b.in',
      'b.text',
      'b.out.out',
      'b.out.echo',
    ]);
    expect(answers[0]).toMatchObject({ command_type: 'AddNode', node: { id: 'b', layer: null } });
    expect(after.updated_at).toEqual(NOW);
  });

  it('places it in the layer that the editor shows, whatever the node says', () => {
    const { board: after } = execute(start(), [add({ ...fresh(), layer: 'nowhere' }, 'box')]);
    expect(after.nodes['b']!.layer).toBe('box');
    const root = execute(start(), [add({ ...fresh(), layer: 'box' }, '')]);
    expect(root.board.nodes['b']!.layer).toBeNull();
  });

  it('keeps the fields of the ecosystem and no others, in nodes, pins and options', () => {
    const node = fresh();
    const pin = node.pins['b.text']!;
    const { board: after } = execute(start(), [
      add({
        ...node,
        pin_in_names: ['text'],
        icon: '/icon.svg',
        hash: 18446744073709551615n.toString(),
        wasm: { package_id: 'evil', permissions: ['everything'] },
        scores: { privacy: 3, colour: 5 },
        pins: { [pin.id]: { ...pin, mood: 'good', options: { sensitive: true, colour: 'red' } } },
      }),
    ]);
    const placed = after.nodes['b']! as unknown as Record<string, object>;
    expect(Object.keys(placed)).toEqual(expect.arrayContaining(['icon', 'docs', 'only_offline']));
    expect(placed).not.toHaveProperty('pin_in_names');
    expect(placed).toMatchObject({ icon: '/icon.svg', hash: null, wasm: null });
    expect(placed['scores']).not.toHaveProperty('colour');
    const kept = after.nodes['b']!.pins['b.text']!;
    expect(kept).not.toHaveProperty('mood');
    expect(kept.options).toMatchObject({ sensitive: true, step: null });
    expect(kept.options).not.toHaveProperty('colour');
  });

  it('makes do with little', () => {
    const little = {
      id: 'b',
      name: 'sink',
      pins: { p: { name: 'x', pin_type: 'Input', data_type: 'String' } },
    };
    const { board: after } = execute(start(), [add(little)]);
    expect(after.nodes['b']).toMatchObject({ coordinates: null, start: null, fn_refs: null });
    expect(after.nodes['b']!.pins['p']).toMatchObject({ id: 'p', value_type: 'Normal', index: 1 });
  });

  it('keys pins by their own ids', () => {
    const pins = { wrong: { ...fresh().pins['b.text'], id: 'right' } };
    const { board: after } = execute(start(), [add({ ...fresh(), pins })]);
    expect(Object.keys(after.nodes['b']!.pins)).toEqual(['right']);
  });

  it('keeps references to events that are there, and none where there may be none', () => {
    const fn_refs = (can: boolean) => ({
      fn_refs: ['a', 'a', 'nobody', 'b'],
      can_reference_fns: can,
      can_be_referenced_by_fns: false,
    });
    const refsOf = (can: boolean) =>
      execute(start(), [add({ ...fresh(), fn_refs: fn_refs(can) })]).board.nodes['b']!.fn_refs!;
    expect(refsOf(true).fn_refs).toEqual(['a']);
    expect(refsOf(false).fn_refs).toEqual([]);
  });

  it('wires two nodes of one batch that know of each other', () => {
    const [from, to] = [nodeJson(source, 's', (_, name) => `s.${name}`), fresh()];
    from.pins['s.text']!.connected_to = ['b.text'];
    to.pins['b.text']!.depends_on = ['s.text'];
    const { board: after } = execute(start(), [add(from), add(to)]);
    expect(after.nodes['b']!.pins['b.text']!.depends_on).toEqual(['s.text']);
    const alone = execute(start(), [add(to)]).board;
    expect(alone.nodes['b']!.pins['b.text']!.depends_on).toEqual([]);
  });

  it.each([
    [{ id: 7 }, 'node.id must be a string of 1 to 200 characters'],
    [{ id: '' }, 'node.id must be a string of 1 to 200 characters'],
    [{ id: 'x'.repeat(201) }, 'node.id must be a string of 1 to 200 characters'],
    [{ id: '__proto__' }, 'node.id must not be __proto__'],
    [{ id: 'constructor' }, 'node.id must not be constructor'],
    [{ id: '\ud800' }, 'node.id must be well-formed text'],
    [{ id: 'a\0' }, 'node.id must be well-formed text'],
    [{ id: 'a' }, 'The id a is taken'],
    [{ id: 'box' }, 'The id box is taken'],
    [{ id: 'a.text' }, 'The id a.text is taken'],
    [{ name: null }, 'node.name must be a string'],
    [{ coordinates: [1, JSON.parse('1e400')] }, 'node.coordinates must be three numbers'],
    [{ coordinates: [1] }, 'node.coordinates must be three numbers'],
    [{ start: 'yes' }, 'node.start must be true or false'],
    [{ version: -1 }, 'node.version must be a whole number'],
    [{ pins: [] }, 'node.pins must be an object'],
    [{ pins: { p: null } }, 'node.pins.p must be an object'],
    [{ pins: { p: { ...fresh().pins['b.text'], id: 'a.text' } } }, 'The id a.text is taken'],
    [{ fn_refs: { fn_refs: 'a' } }, 'node.fn_refs.fn_refs must be a list'],
    [{ fn_refs: { fn_refs: [1] } }, 'node.fn_refs.fn_refs.0 must be a string'],
    [{ scores: { privacy: 300 } }, 'node.scores.privacy must be a whole number from 0 to 255'],
    [{ required_oauth_scopes: { constructor: [] } }, 'must not be constructor'],
  ])('refuses %j', (fields, message) => {
    expect(refusal(start(), add({ ...fresh(), ...fields }))).toContain(message);
  });

  it.each([
    [{ id: null, name: 5 }, 'node.pins.b.text.name must be a string'],
    [{ pin_type: 'input' }, 'pin_type must be one of Input, Output'],
    [{ data_type: 'Str' }, 'data_type must be one of Execution, String'],
    [{ value_type: 'List' }, 'value_type must be one of Normal, Array'],
    [{ index: 1.5 }, 'index must be a whole number from 0 to 65535'],
    [{ default_value: 'text' }, 'default_value must be a list of bytes or null'],
    [{ default_value: [256] }, 'default_value must be a list of bytes or null'],
    [{ depends_on: 'a' }, 'depends_on must be a list'],
    [{ connected_to: [null] }, 'connected_to.0 must be a string'],
    [{ options: { range: [1, JSON.parse('1e400')] } }, 'options.range.1 must be a number'],
  ])('refuses a pin with %j', (fields, message) => {
    const pins = { 'b.text': { ...fresh().pins['b.text'], ...fields } };
    expect(refusal(start(), add({ ...fresh(), pins }))).toContain(message);
  });

  it('refuses a layer that is not there', () => {
    expect(refusal(start(), add(fresh(), 'nowhere'))).toBe('There is no layer nowhere');
  });

  it('refuses two pins of one id', () => {
    const pin = fresh().pins['b.text'];
    const pins = { one: pin, two: pin };
    expect(refusal(start(), add({ ...fresh(), pins }))).toBe(
      'node.pins.two must have an id of its own',
    );
  });

  it('undone, takes the node away again; one that took its id meanwhile it leaves alone', () => {
    const { board: after, answers } = execute(start(), [add(fresh())]);
    const before = undo(after, answers);
    expect(before.nodes).toEqual(start().nodes);
    expect(undo(before, answers).nodes).toEqual(before.nodes);
    const other = execute(start(), [add({ ...fresh(), name: 'source' })]).board;
    expect(() => undo(other, answers)).toThrow('Command 1 (AddNode): Node b is another one by now');
  });
});
