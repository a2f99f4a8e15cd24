import { describe, expect, it } from '@jest/globals';
import * as h3 from 'h3-js';
import { runNode } from '../testing.js';

const CELL = '892830828cfffff';
const PENTAGON = '8009fffffffffff';

describe('h3_grid_disk', () => {
  it.each([
    [CELL, 0, 1],
    [CELL, 1, 7],
    [CELL, -5, 1],
    [CELL, 1000, 30_301],
    [PENTAGON, 1, 6],
  ])('around %s with %d rings has %d cells', async (cell, k, count) => {
    const { result } = await runNode('h3_grid_disk', { cell, k }, 'cells');
    expect(result).toContain(cell);
    expect(result).toHaveLength(count);
    expect((await runNode('h3_grid_disk', { cell, k }, 'count')).result).toBe(count);
  });

  it('refuses what is no cell', async () => {
    expect((await runNode('h3_grid_disk', { cell: 'x' }, 'count')).error).toContain(
      'Invalid H3 cell index: x',
    );
  });
});

const NEAR = '892830828cbffff';
const FAR = '891f1d48b0bffff';
const COARSE = '85283083fffffff';

describe('h3_grid_distance', () => {
  const distance = (cell_a: string, cell_b: string) =>
    runNode('h3_grid_distance', { cell_a, cell_b }, 'distance');

  it('counts the steps', async () => {
    expect((await distance(CELL, CELL)).result).toBe(0);
    expect((await distance(CELL, NEAR)).result).toBeGreaterThan(0);
  });

  it.each([
    [CELL, COARSE],
    [CELL, FAR],
  ])('refuses %s and %s', async (from, to) => {
    expect((await distance(from, to)).error).toContain('There is no distance between the cells: ');
  });

  it('refuses what is no cell, on both ends', async () => {
    expect((await distance('', CELL)).error).toContain('Invalid H3 cell index: ');
    expect((await distance(CELL, 'y')).error).toContain('Invalid H3 cell index: y');
  });
});

describe('h3_grid_path', () => {
  const path = (cell_a: string, cell_b: string, output = 'path') =>
    runNode('h3_grid_path', { cell_a, cell_b }, output);

  it('goes from one to the other', async () => {
    const { result } = await path(CELL, NEAR);
    const cells = result as string[];
    expect([cells[0], cells.at(-1)]).toEqual([CELL, NEAR]);
    expect((await path(CELL, NEAR, 'length')).result).toBe(cells.length);
    expect((await path(CELL, CELL)).result).toEqual([CELL]);
  });

  it('refuses cells that no path joins', async () => {
    expect((await path(CELL, COARSE)).error).toContain('There is no distance between the cells');
  });

  it('refuses a path that would be too long', async () => {
    const [south, north] = [37.77, 39.77].map((latitude) => h3.latLngToCell(latitude, -122, 15));
    expect((await path(south!, north!)).error).toContain('longer than 100000 cells');
  });
});
