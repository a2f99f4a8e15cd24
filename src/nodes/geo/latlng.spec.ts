import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { runNode } from '../testing.js';

const BERLIN = { latitude: 52.52, longitude: 13.405 };
/** The example of the grid's own documentation. */
const TELEGRAPH_HILL = { latitude: 37.775_270_215_195_9, longitude: -122.418_307_270_836 };
const CELL = '8928308280fffff';

describe('h3_latlng_to_cell', () => {
  const cellOf = (coordinate: Value, resolution: Value = 9) =>
    runNode('h3_latlng_to_cell', { coordinate, resolution }, 'cell');

  it.each<[Value, Value, string]>([
    [TELEGRAPH_HILL, 9, CELL],
    [BERLIN, 0, '801ffffffffffff'],
    [BERLIN, -7, '801ffffffffffff'],
    [BERLIN, 99, '8f1f1d48945d998'],
    [{ latitude: new Float(0), longitude: 0 }, 5, '85754e67fffffff'],
  ])('of %j at resolution %j is %s', async (coordinate, resolution, cell) => {
    const { result } = await cellOf(coordinate, resolution);
    expect(result).toBe(cell);
  });

  it.each<[Value, string]>([
    [{ latitude: 1 }, "Pin 'coordinate'.longitude is missing"],
    [{ latitude: '1', longitude: 2 }, "Pin 'coordinate'.latitude must be a number"],
    [{ latitude: null, longitude: 2 }, "Pin 'coordinate'.latitude must be a number"],
    [[1, 2], "Pin 'coordinate' must be an object"],
    [JSON.parse('{"__proto__":{"latitude":1,"longitude":2}}') as Value, 'latitude is missing'],
  ])('refuses %j', async (coordinate, error) => {
    expect((await cellOf(coordinate)).error).toContain(error);
  });

  it('answers for numbers that are no place on earth without falling over', async () => {
    expect((await cellOf({ latitude: 1e300, longitude: -1e300 })).status).toMatch(
      /completed|failed/,
    );
  });
});

const INVALID: string[] = [
  '',
  'x',
  '8928308280fffff ',
  '0x891f1d48b0bffff',
  'f'.repeat(100),
  '\ud800',
];

describe('h3_cell_to_latlng', () => {
  it('finds the middle', async () => {
    const { result } = await runNode(
      'h3_cell_to_latlng',
      { cell: CELL.toUpperCase() },
      'coordinate',
    );
    const { latitude, longitude } = result as { latitude: number; longitude: number };
    expect(latitude).toBeCloseTo(37.776_702, 5);
    expect(longitude).toBeCloseTo(-122.418_459, 5);
  });

  it.each(INVALID)('refuses %j', async (cell) => {
    const { error } = await runNode('h3_cell_to_latlng', { cell }, 'coordinate');
    expect(error).toContain('Invalid H3 cell index: ');
    expect(error!.length).toBeLessThan(200);
  });
});

describe('h3_cell_to_boundary', () => {
  it.each([
    ['891f1d48b0bffff', 6],
    ['8009fffffffffff', 5],
  ])('of %s has %d corners', async (cell, corners) => {
    const { result } = await runNode('h3_cell_to_boundary', { cell }, 'boundary');
    expect(result).toHaveLength(corners);
    expect((result as Value[])[0]).toEqual({
      latitude: expect.any(Number),
      longitude: expect.any(Number),
    });
    expect((await runNode('h3_cell_to_boundary', { cell }, 'vertex_count')).result).toBe(corners);
  });

  it('refuses what is no cell', async () => {
    expect((await runNode('h3_cell_to_boundary', {}, 'vertex_count')).error).toContain(
      'Invalid H3',
    );
  });
});
