import { describe, expect, it } from '@jest/globals';
import * as h3 from 'h3-js';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const CELL = '892830828cfffff';
const outline = (cells: Value, output = 'polygons') =>
  runNode('h3_cells_to_multi_polygon', { cells }, output);
type Polygons = { exterior: Value[]; interiors: Value[][] }[];

describe('h3_cells_to_multi_polygon', () => {
  it('draws a ring around each group, which ends where it began', async () => {
    const { result } = await outline([CELL, CELL, 'no cell', '891f1d48b0bffff']);
    const polygons = result as unknown as Polygons;
    expect(polygons).toHaveLength(2);
    for (const { exterior, interiors } of polygons) {
      expect(interiors).toEqual([]);
      expect(exterior).toHaveLength(7);
      expect(exterior[6]).toEqual(exterior[0]);
    }
    expect((await outline([CELL], 'polygon_count')).result).toBe(1);
  });

  it('leaves holes open', async () => {
    const ring = h3.gridDisk(CELL, 1).filter((cell) => cell !== CELL);
    const [polygon, ...others] = (await outline(ring)).result as unknown as Polygons;
    expect(others).toEqual([]);
    expect(polygon!.interiors).toHaveLength(1);
    expect(polygon!.interiors[0]).toHaveLength(7);
    expect(polygon!.exterior).toHaveLength(19);
  });

  it('of nothing is nothing', async () => {
    expect((await outline([])).result).toEqual([]);
    expect((await outline(['x'], 'polygon_count')).result).toBe(0);
  });

  it('refuses cells of several sizes, and too many', async () => {
    expect((await outline([CELL, '85283083fffffff'])).error).toContain('There is no outline');
    expect((await outline(Array(20_001).fill(CELL))).error).toContain('more than 20000 cells');
  });
});
