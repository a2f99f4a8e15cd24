import { describe, expect, it } from '@jest/globals';
import { joinTexts, splitBoard } from './board-text.js';

describe('a board taken apart', () => {
  it.each([
    { id: 'b', nodes: { n: { id: 'n' }, m: { id: 'm' } }, refs: {} },
    { nodes: {} },
    { id: 'b', nodes: { 'a "quoted" id': {} } },
    JSON.parse('{"id":"b","nodes":{"__proto__":{"id":"__proto__"}}}') as object,
  ])('is the same when it is put together again: %j', (board) => {
    const { rest, nodes } = splitBoard(board);
    const members = [...nodes].map(([id, node]) => `${JSON.stringify(id)}:${JSON.stringify(node)}`);
    const joined = joinTexts(JSON.stringify(rest), members.join(','));
    expect(JSON.stringify(JSON.parse(joined), Object.keys(board).toSorted())).toBe(
      JSON.stringify(board, Object.keys(board).toSorted()),
    );
    expect(Object.keys((JSON.parse(joined) as { nodes: object }).nodes)).toEqual([...nodes.keys()]);
  });

  it('has no nodes where the file has none', () => {
    expect(splitBoard({ id: 'b', nodes: null }).nodes.size).toBe(0);
    expect(splitBoard({ id: 'b' }).nodes.size).toBe(0);
  });
});
