import { describe, expect, it } from '@jest/globals';
import { readBoard } from './board.js';

const pin = { name: 'p', pin_type: 'Input', data_type: 'String' };
const withPin = (fields: object) => ({
  id: 'b',
  nodes: { n: { name: 't', pins: { p: { ...pin, ...fields } } } },
});

describe('readBoard', () => {
  it('fills in what old boards lack', () => {
    expect(readBoard({ id: 'b' })).toEqual({
      id: 'b',
      name: '',
      version: [0, 0, 1],
      logLevel: 'Info',
      nodes: [],
      layers: [],
      variables: [],
      refs: {},
    });
  });

  it('reads what describes a pin; a wrong type counts as absent', () => {
    const described = (fields: object) => readBoard(withPin(fields)).nodes[0]?.pins[0];
    const texts = { friendly_name: 'P', description: 'd', schema: '{}' };
    expect(described(texts)).toMatchObject({ title: 'P', doc: 'd', schema: '{}' });
    const wrong = { friendly_name: 1, description: null, schema: {} };
    for (const fields of [{}, wrong])
      expect(described(fields)).toMatchObject({ title: 'p', doc: '', schema: '' });
  });

  it('reads which functions a node refers to, each once, in order', () => {
    const functionsOf = (fn_refs: unknown) =>
      readBoard({ id: 'b', nodes: { n: { name: 't', fn_refs } } }).nodes[0]?.functions;
    expect(functionsOf({ fn_refs: ['b', 'a', 'b', 1] })).toEqual(['b', 'a']);
    for (const nothing of [undefined, null, 5, [], {}, { fn_refs: {} }])
      expect(functionsOf(nothing)).toEqual([]);
  });

  it('reads defaults from bytes; none, empty and broken ones count as absent', () => {
    const defaultOf = (bytes: unknown) =>
      readBoard(withPin({ default_value: bytes })).nodes[0]?.pins[0]?.defaultValue;
    expect(defaultOf([34, 195, 164, 34])).toBe('ä');
    expect(defaultOf([110, 117, 108, 108])).toBeNull();
    const withMark = [239, 187, 191, 49];
    for (const bytes of [null, undefined, [], [123], [255, 255], withMark])
      expect(defaultOf(bytes)).toBeUndefined();
  });

  it('takes null for what is absent', () => {
    const pins = { p: { ...pin, value_type: null, index: null, depends_on: null } };
    const node = { name: 't', friendly_name: null, start: null, layer: null, pins };
    const variable = { name: null, data_type: null, value_type: null, secret: null };
    const json = { id: 'b', name: null, version: null, log_level: null, nodes: { n: node } };
    const board = readBoard({ ...json, layers: null, variables: { v: variable } });
    expect(board.nodes[0]).toMatchObject({
      friendlyName: 't',
      start: false,
      pins: [{ valueType: 'Normal', index: 0, dependsOn: [], connectedTo: [] }],
    });
    expect(board.variables[0]).toMatchObject({ name: 'v', dataType: 'Generic', secret: false });
  });

  it('sorts links and drops repeated ones', () => {
    const board = readBoard(withPin({ depends_on: ['c', 'a', 'c'] }));
    expect(board.nodes[0]?.pins[0]?.dependsOn).toEqual(['a', 'c']);
  });

  it.each<[unknown, string]>([
    [null, 'board must be an object'],
    [[], 'board must be an object'],
    [{}, 'id must be a string'],
    [{ id: 'b', log_level: 'Loud' }, 'log_level must be one of Debug, Info, Warn, Error, Fatal'],
    [{ id: 'b', nodes: [] }, 'nodes must be an object'],
    [{ id: 'b', nodes: { n: {} } }, 'nodes.n.name must be a string'],
    [
      { id: 'b', version: '1.0.0' },
      'version must be three whole numbers of at most nine digits, such as [0, 0, 1]',
    ],
    [withPin({ data_type: 'Text' }), 'nodes.n.pins.p.data_type must be one of Execution, String'],
    [withPin({ default_value: 'x' }), 'nodes.n.pins.p.default_value must be an array of bytes'],
    ...[[256], [-1], [1.5], ['a'], [null], {}].map((bytes): [unknown, string] => [
      withPin({ default_value: bytes }),
      'nodes.n.pins.p.default_value must be an array of bytes',
    ]),
    [withPin({ depends_on: [1] }), 'nodes.n.pins.p.depends_on must be a list of pin ids'],
    [withPin({ connected_to: 'x' }), 'nodes.n.pins.p.connected_to must be a list of pin ids'],
    [withPin({ index: '1' }), 'nodes.n.pins.p.index must be a number'],
    [{ id: 'b', nodes: { n: 1 } }, 'nodes.n must be an object'],
    [{ id: 'b', nodes: { n: { name: 't', start: 1 } } }, 'nodes.n.start must be true or false'],
    [{ id: 'b', layers: { l: { pins: [] } } }, 'layers.l.pins must be an object'],
    [
      { id: 'b', version: [1, 2, -3] },
      'version must be three whole numbers of at most nine digits, such as [0, 0, 1]',
    ],
    ...['exposed', 'secret', 'runtime_configured'].map((field): [unknown, string] => [
      { id: 'b', variables: { v: { [field]: 'true' } } },
      `variables.v.${field} must be true or false`,
    ]),
    [
      { id: 'b', variables: { v: { data_type: 'Text' } } },
      'variables.v.data_type must be one of Execution, String',
    ],
    [
      { id: 'b', variables: { v: { value_type: 'List' } } },
      'variables.v.value_type must be one of Normal, Array, HashMap, HashSet',
    ],
  ])('names the place of a fault: %j', (json, message) => {
    expect(() => readBoard(json)).toThrow(message);
  });

  it('keeps node ids that objects have by nature', () => {
    const json: unknown = JSON.parse(
      '{"id":"b","nodes":{"__proto__":{"name":"t"},"constructor":{"name":"t"}}}',
    );
    expect(readBoard(json).nodes.map(({ id }) => id)).toEqual(['__proto__', 'constructor']);
  });
});
