import { expect, it } from '@jest/globals';
import { RecordingHost } from '../../engine/testing.js';
import { board, run } from '../testing.js';

class ExtremeHost extends RecordingHost {
  constructor(private readonly chance: number) {
    super();
  }
  override random(): number {
    return this.chance;
  }
}

it.each([
  ['latitude', 90],
  ['longitude', 180],
])('faker_%s lies within %d degrees', async (name, most) => {
  const built = board()
    .node('start', 'events_simple')
    .node('make', `faker_${name}`)
    .node('end', 'events_generic_return_result')
    .wire('start.exec_out', 'make.exec_in')
    .wire('make.exec_out', 'end.exec_in')
    .wire(`make.${name}`, 'end.response');
  const at = async (chance: number) => (await run(built, { host: new ExtremeHost(chance) })).result;
  expect(await at(0)).toEqual({ value: -most });
  expect(await at(0.5)).toEqual({ value: 0 });
  expect((await at(0.999_999)) as number).toBeCloseTo(most, 2);
});
