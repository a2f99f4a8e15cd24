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
    });
  });

  it('reads defaults from bytes; none, empty and broken ones count as absent', () => {
    const defaultOf = (bytes: unknown) =>
      readBoard(withPin({ default_value: bytes })).nodes[0]?.pins[0]?.defaultValue;
    expect(defaultOf([34, 195, 164, 34])).toBe('ä');
    expect(defaultOf([110, 117, 108, 108])).toBeNull();
    for (const bytes of [null, undefined, [], [123], [255, 255]])
      expect(defaultOf(bytes)).toBeUndefined();
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
    [{ id: 'b', version: '1.0.0' }, 'version must be three whole numbers, such as [0, 0, 1]'],
    [withPin({ data_type: 'Text' }), 'nodes.n.pins.p.data_type must be one of Execution, String'],
    [withPin({ default_value: 'x' }), 'nodes.n.pins.p.default_value must be an array of bytes'],
    [withPin({ depends_on: [1] }), 'nodes.n.pins.p.depends_on must be a string'],
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
