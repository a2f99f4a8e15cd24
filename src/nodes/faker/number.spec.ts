import { describe, expect, it } from '@jest/globals';
import { Float, type Value } from '../../engine/index.js';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

class SteadyHost extends RecordingHost {
  constructor(private readonly chance: number) {
    super();
  }
  override random(): number {
    return this.chance;
  }
}
const ALMOST_ONE = 1 - 2 ** -53;

async function made(
  type: string,
  output: string,
  chance: number,
  inputs: Readonly<Record<string, Value>> = {},
) {
  const built = board()
    .node('start', 'events_simple')
    .node('make', type, inputs)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'make.exec_in')
    .wire('make.exec_out', 'end.exec_in')
    .wire(`make.${output}`, 'end.response');
  const { error, result } = await run(built, { host: new SteadyHost(chance) });
  return error ?? result;
}

it.each<[number, Value, boolean]>([
  [0, 0, false],
  [ALMOST_ONE, 1, true],
  [0.5, 0.5, false],
  [0.49, 0.5, true],
  [ALMOST_ONE, 1e300, true],
  [0, -1, false],
])('faker_boolean at chance %d with probability %j is %p', async (chance, probability, value) => {
  expect(await made('faker_boolean', 'value', chance, { probability })).toBe(value);
});

it('faker_digit goes from 0 to 9', async () => {
  expect(await made('faker_digit', 'digit', 0)).toBe(0);
  expect(await made('faker_digit', 'digit', ALMOST_ONE)).toBe(9);
});

describe('faker_integer', () => {
  const SAFE = Number.MAX_SAFE_INTEGER;
  it.each<[number, number, number, number]>([
    [0, 0, 100, 0],
    [ALMOST_ONE, 0, 100, 99],
    [0.5, -10, 10, 0],
    [ALMOST_ONE, 3, 4, 3],
    [0, -SAFE, SAFE, -SAFE],
    [ALMOST_ONE, -SAFE, SAFE, SAFE - 2],
  ])('at chance %d from %d to below %d is %d', async (chance, min, max, number) => {
    expect(await made('faker_integer', 'number', chance, { min, max })).toBe(number);
  });

  it('refuses bounds that leave nothing', async () => {
    expect(await made('faker_integer', 'number', 0, { min: 5, max: 5 })).toContain(
      'Min (5) must be smaller than Max (5)',
    );
  });
});

describe('faker_float', () => {
  it.each<[number, Value, Value, Value]>([
    [0, 0, 100, new Float(0)],
    [0.125, 0, 100, 12.5],
    [0.5, -1e308, 1e308, new Float(0)],
    [ALMOST_ONE, 1, 1.000_000_000_000_000_2, new Float(1)],
  ])('at chance %d from %j to below %j is %j', async (chance, min, max, number) => {
    expect(await made('faker_float', 'number', chance, { min, max })).toEqual(number);
  });

  it('refuses bounds that leave nothing', async () => {
    expect(await made('faker_float', 'number', 0, { min: 2, max: 1 })).toContain(
      'Min (2) must be smaller than Max (1)',
    );
  });
});
