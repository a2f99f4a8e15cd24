import { describe, expect, it } from '@jest/globals';
import { type BoardJson, NodeRegistry, runUpdateHooks } from '../engine/index.js';
import type { BoardBuilder } from '../engine/testing.js';
import { allNodes } from './index.js';
import { board } from './testing.js';

// What placed nodes become while a board is edited. Names of pins and nodes: `type.pin` and `type`.

const registry = new NodeRegistry(allNodes);

function edited(built: BoardBuilder): BoardJson {
  let count = 0;
  return runUpdateHooks(built.json() as BoardJson, registry, () => `new-${++count}`);
}

function typeOf({ nodes }: BoardJson, at: string): string {
  const pins = Object.values(nodes[at.split('.')[0]!]!.pins);
  const { data_type, value_type } = pins.find(
    ({ id, name }) => id === at || at.endsWith(`.${name}`),
  )!;
  return `${data_type} ${value_type}`;
}

/** A string, an array of strings and control, to be wired to what is tested. */
const sources = () =>
  board()
    .node('start', 'events_generic')
    .node('cuid', 'cuid')
    .pin('start.list', 'Output', 'String');
const withArray = (built: BoardBuilder) => {
  const json = built.json() as BoardJson;
  json.nodes['start']!.pins['start.list']!.value_type = 'Array';
  return built;
};

describe('nodes that take the type of what is wired to them', () => {
  it.each([
    ['log_info', 'message'],
    ['log_warning', 'message'],
    ['log_error', 'message'],
    ['events_generic_return_result', 'response'],
  ])('%s: %s', (type, pin) => {
    expect(typeOf(edited(sources().node('n', type)), `n.${pin}`)).toBe('Generic Normal');
    const wired = sources().node('n', type).wire('start.list', `n.${pin}`);
    expect(typeOf(edited(withArray(wired)), `n.${pin}`)).toBe('String Array');
  });

  it('reroute passes the type on, of control too', () => {
    const json = edited(
      withArray(
        sources()
          .node('data', 'reroute')
          .node('log', 'log_info')
          .node('control', 'reroute')
          .wire('start.list', 'data.route_in')
          .wire('data.route_out', 'log.message')
          .wire('start.exec_out', 'control.route_in'),
      ),
    );
    expect(typeOf(json, 'data.route_out')).toBe('String Array');
    expect(typeOf(json, 'log.message')).toBe('String Array');
    expect(typeOf(json, 'control.route_out')).toBe('Execution Normal');
  });

  it.each(['control_for_each', 'control_for_each_with_break', 'control_par_for_each'])(
    '%s gives items of the type of its array',
    (type) => {
      const json = edited(withArray(sources().node('n', type).wire('start.list', 'n.array')));
      expect(typeOf(json, 'n.array')).toBe('String Array');
      expect(typeOf(json, 'n.value')).toBe('String Normal');
    },
  );
});

describe('nodes of arrays, maps and sets', () => {
  it.each<[string, string, Record<string, string>]>([
    ['array_clear', 'array_in', { array_out: 'Array' }],
    ['array_extend', 'array_in', { values: 'Array', array_out: 'Array' }],
    ['array_find_item', 'array_in', { item: 'Normal' }],
    ['array_get', 'array_in', { element: 'Normal' }],
    ['array_includes', 'array_in', { value: 'Normal' }],
    ['array_pop', 'array_in', { value: 'Normal', array_out: 'Array' }],
    ['array_push', 'array_in', { value: 'Normal', array_out: 'Array' }],
    ['array_remove_index', 'array_in', { array_out: 'Array' }],
    ['array_set_index', 'array_in', { value: 'Normal', array_out: 'Array' }],
    ['array_shuffle', 'array_in', { array_out: 'Array' }],
    ['array_batch_push', 'array_in', { items: 'Array', array_out: 'Array' }],
    ['array_batch_remove', 'array_in', { removed: 'Array', array_out: 'Array' }],
    ['array_batch_set', 'array_in', { values: 'Array', array_out: 'Array' }],
    ['map_clear', 'map_in', { map_out: 'HashMap' }],
    ['map_get', 'map_in', { value: 'Normal' }],
    ['map_remove', 'map_in', { value: 'Normal', map_out: 'HashMap' }],
    ['map_set', 'map_in', { value: 'Normal', map_out: 'HashMap' }],
    ['map_values', 'map_in', { values: 'Array' }],
    ['array_to_set', 'array_in', { set_out: 'HashSet' }],
    ['difference', 'set_in_1', { set_in_2: 'HashSet', set_out: 'HashSet' }],
    ['insert', 'set_in', { value: 'Normal', set_out: 'HashSet' }],
    ['is_mutual', 'set_in_1', { set_in_2: 'HashSet' }],
    ['set_clear', 'set_in', { set_out: 'HashSet' }],
    ['set_discard', 'set_in', { value: 'Normal', set_out: 'HashSet' }],
    ['set_has', 'set_in', { value: 'Normal' }],
    ['set_is_subset', 'set_in_1', { set_in_2: 'HashSet' }],
    ['set_is_superset', 'set_in_1', { set_in_2: 'HashSet' }],
    ['set_pop', 'set_in', { set_out: 'HashSet' }],
    ['set_to_array', 'set_in', { array_out: 'Array' }],
    ['union', 'set_in_1', { set_in_2: 'HashSet', set_out: 'HashSet' }],
  ])('%s: what is wired to %s types %j', (type, wired, others) => {
    const json = edited(sources().node('n', type).wire('cuid.cuid', `n.${wired}`));
    for (const [pin, valueType] of Object.entries(others))
      expect(typeOf(json, `n.${pin}`)).toBe(`String ${valueType}`);
    const loose = edited(sources().node('n', type));
    for (const [pin, valueType] of Object.entries(others))
      expect(typeOf(loose, `n.${pin}`)).toBe(`Generic ${valueType}`);
  });

  it.each([
    ['insert', 'existed_before'],
    ['set_discard', 'has_removed'],
  ])('%s: %s stays a boolean', (type, pin) => {
    const json = edited(sources().node('n', type).wire('cuid.cuid', 'n.set_in'));
    expect(typeOf(json, `n.${pin}`)).toBe('Boolean Normal');
  });

  it.each([
    ['make_array', 'array_out', 'Array'],
    ['make_map', 'map_out', 'HashMap'],
    ['make_set', 'set_out', 'HashSet'],
    ['construct_array', 'array_out', 'Array'],
  ])('%s takes its type from where it goes', (type, output, valueType) => {
    const built = sources()
      .node('n', type)
      .pin('cuid.text', 'Input', 'String')
      .wire(`n.${output}`, 'cuid.text');
    expect(typeOf(edited(built), `n.${output}`)).toBe(`String ${valueType}`);
  });

  it('utils_types_select and utils_types_fallback pass on the type of either value', () => {
    for (const [type, pin] of [
      ['utils_types_select', 'b'],
      ['utils_types_fallback', 'default'],
    ] as const) {
      const built = withArray(sources().node('n', type).wire('start.list', `n.${pin}`));
      const valueType = type === 'utils_types_select' ? 'Array' : 'Normal';
      expect(typeOf(edited(built), 'n.result')).toBe(`String ${valueType}`);
    }
  });

  it.each([
    ['array_push_ref', 'Array', 'an array'],
    ['array_pop_ref', 'Array', 'an array'],
    ['array_extend_ref', 'Array', 'an array'],
    ['array_remove_index_ref', 'Array', 'an array'],
    ['array_set_index_ref', 'Array', 'an array'],
    ['array_clear_ref', 'Array', 'an array'],
    ['map_set_ref', 'HashMap', 'a map'],
    ['map_remove_ref', 'HashMap', 'a map'],
    ['map_clear_ref', 'HashMap', 'a map'],
    ['set_insert_ref', 'HashSet', 'a set'],
    ['set_discard_ref', 'HashSet', 'a set'],
    ['set_clear_ref', 'HashSet', 'a set'],
  ])('%s wants a variable that is an %s', (type, valueType, words) => {
    const built = board().variable('v', null).node('n', type, { var_ref: 'v' });
    expect(edited(built).nodes['n']!.error).toBe(`Variable is not ${words}`);
    const { variables } = built.json() as BoardJson;
    Object.assign(variables['v']!, { value_type: valueType });
    expect(edited(built).nodes['n']!.error ?? null).toBeNull();
  });
});

it('control_call_reference has an input for every data output of its event', () => {
  const json = edited(
    withArray(sources().node('n', 'control_call_reference', { fn_ref: 'start' })),
  );
  expect(typeOf(json, 'n.payload')).toBe('Struct Normal');
  expect(typeOf(json, 'n.list')).toBe('String Array');
  expect(typeOf(json, 'n.fn_ref')).toBe('String Normal');
});

describe('nodes of a variable', () => {
  it.each([
    ['variable_get', 'Get Total', ['value_ref']],
    ['variable_set', 'Set Total', ['value_in', 'value_ref']],
  ])('%s is called %s and has its type', (type, title, pins) => {
    const built = board().variable('v', 1).node('n', type, { var_ref: 'v' });
    const { variables } = built.json() as BoardJson;
    Object.assign(variables['v']!, { name: 'Total', data_type: 'Float', value_type: 'Array' });
    const json = edited(built);
    expect(json.nodes['n']!.friendly_name).toBe(title);
    expect(pins.map((pin) => typeOf(json, `n.${pin}`))).toEqual(pins.map(() => 'Float Array'));
  });
});

describe('string_format', () => {
  it('has an input for every placeholder, of the type of its wire', () => {
    const filled = sources().node('n', 'string_format', {
      format_string: '{a} und {a}, {größe}{}',
    });
    const once = edited(filled);
    const inputs = Object.values(once.nodes['n']!.pins).filter((pin) => pin.pin_type === 'Input');
    expect(inputs.map(({ name }) => name)).toEqual(['format_string', 'a', 'größe']);
    expect(typeOf(once, 'n.a')).toBe('Generic Normal');
    const wired = filled.pin('n.a', 'Input', 'Generic').wire('cuid.cuid', 'n.a');
    expect(typeOf(edited(wired), 'n.a')).toBe('String Normal');
  });
});
