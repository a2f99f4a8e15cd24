import { describe, expect, it } from '@jest/globals';
import type { Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const CELL = '892830828cfffff';

describe('h3_cell_area', () => {
  it.each([
    ['SquareMeters', 109_413.499],
    ['SquareKilometers', 0.109_413],
    ['SquareMiles', 0.042_245],
    ['Hectares', 10.941_35],
    ['Acres', 27.036_64],
  ])('in %s is about %d', async (unit, area) => {
    const { result } = await runNode('h3_cell_area', { cell: CELL, unit }, 'area');
    expect((result as number) / area).toBeCloseTo(1, 4);
  });

  it('tells the resolution', async () => {
    expect((await runNode('h3_cell_area', { cell: CELL }, 'resolution')).result).toBe(9);
  });

  it.each<[Value]>([['Miles'], [null], [{}], ['__proto__']])(
    'refuses the unit %j',
    async (unit) => {
      const { error } = await runNode('h3_cell_area', { cell: CELL, unit }, 'area');
      expect(error).toContain("Pin 'unit' must be one of SquareMeters, SquareKilometers");
    },
  );
});

describe('h3_edge_length', () => {
  it.each([
    ['Meters', 200.786],
    ['Kilometers', 0.200_786],
    ['Miles', 0.124_762],
    ['Feet', 658.747],
  ])('in %s is about %d', async (unit, length) => {
    const { result } = await runNode('h3_edge_length', { unit }, 'edge_length');
    expect((result as number) / length).toBeCloseTo(1, 4);
  });

  it.each([
    [0, 122],
    [-3, 122],
    [15, 569_707_381_193_162],
    [99, 569_707_381_193_162],
  ])('at resolution %d there are %d cells', async (resolution, cells) => {
    const { result } = await runNode('h3_edge_length', { resolution }, 'cell_count');
    expect(result).toBe(cells);
  });
});
