import { describe, expect, it } from '@jest/globals';
import * as h3 from 'h3-js';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const CELL = '892830828cfffff';
const PARENT = '85283083fffffff';

describe('h3_cell_to_parent', () => {
  const parent = (parent_resolution: Value, output = 'parent') =>
    runNode('h3_cell_to_parent', { cell: CELL, parent_resolution }, output);

  it.each([
    [5, PARENT],
    [9, CELL],
    [-1, '8029fffffffffff'],
  ])('at resolution %d is %s', async (resolution, cell) => {
    expect((await parent(resolution)).result).toBe(cell);
  });

  it('tells the resolution of the cell itself', async () => {
    expect((await parent(5, 'original_resolution')).result).toBe(9);
  });

  it('refuses a finer resolution', async () => {
    expect((await parent(10)).error).toContain("resolution 9: its parent can't have 10");
  });
});

describe('h3_cell_to_children', () => {
  const children = (cell: string, child_resolution: Value, output = 'children') =>
    runNode('h3_cell_to_children', { cell, child_resolution }, output);

  it.each([
    [CELL, 10, 7],
    [CELL, 9, 1],
    [CELL, 8, 0],
    [CELL, -1, 0],
    [PARENT, 11, 117_649],
    ['8009fffffffffff', 1, 6],
  ])('of %s at resolution %d are %d', async (cell, resolution, count) => {
    const { result } = await children(cell, resolution);
    expect(new Set(result as string[]).size).toBe(count);
    expect((await children(cell, resolution, 'count')).result).toBe(count);
  });

  it('are those the library gives in one go', async () => {
    const all = h3.cellToChildren('80e7fffffffffff', 6);
    expect((await children('80e7fffffffffff', 6)).result).toEqual(all);
  });

  it('are never more than an array may hold', async () => {
    expect((await children('8029fffffffffff', 99)).error).toContain('children there, more than');
  });
});

describe('h3_compact_cells', () => {
  const compact = (cells: Value, output = 'compacted') =>
    runNode('h3_compact_cells', { cells }, output);

  it('covers the ground with larger cells; what is no cell only counts', async () => {
    const children = h3.cellToChildren(PARENT, 7);
    const cells = [...children, 'no cell', CELL.slice(1)];
    expect((await compact(cells)).result).toEqual([PARENT]);
    expect((await compact(cells, 'original_count')).result).toBe(51);
    expect((await compact(cells, 'compacted_count')).result).toBe(1);
    expect((await compact([])).result).toEqual([]);
  });

  it.each<[Value, string]>([
    [[CELL, CELL.toUpperCase()], 'A cell must not come twice'],
    [[CELL, PARENT], 'There is no way to compact the cells'],
    [[1], "Pin 'cells[0]' holds an integer"],
    [Array(100_001).fill(''), "Pin 'cells' holds more than 100000 cells"],
  ])('refuses such cells (%#)', async (cells, error) => {
    expect((await compact(cells)).error).toContain(error);
  });
});
