import { expect, it } from '@jest/globals';
import { board, jsonOf } from './boards.testing.js';
import type { BoardJson } from './board-json.js';
import { placeLayerEnds } from './layer-coordinates.js';

const nested = () => {
  const json = jsonOf(
    board().node('a', 'sink').node('b', 'sink').layer('outer', {}).layer('inner', {}),
    { a: 'outer', inner: 'outer' },
  );
  json.nodes['a']!.coordinates = [100, 40, 0];
  json.nodes['b']!.coordinates = [-5000, 0, 0];
  json.layers['inner']!.coordinates = [500, 60, 0];
  return json;
};
const endsOf = (json: BoardJson, id: string) => {
  const { in_coordinates, out_coordinates } = placeLayerEnds(json).layers[id]!;
  return [in_coordinates, out_coordinates];
};

it('puts the ends of a layer left and right of its nodes and layers', () => {
  expect(endsOf(nested(), 'outer')).toEqual([
    [-200, 50, 0],
    [800, 50, 0],
  ]);
});

it('puts the ends of an empty layer around the layer, and around the origin as a last resort', () => {
  expect(endsOf(nested(), 'inner')).toEqual([
    [200, 60, 0],
    [800, 60, 0],
  ]);
  const json = nested();
  Object.assign(json.layers['inner']!, { coordinates: null });
  expect(endsOf(json, 'inner')).toEqual([
    [-300, 0, 0],
    [300, 0, 0],
  ]);
});

it('leaves ends that are placed', () => {
  const json = nested();
  json.layers['outer']!.in_coordinates = [1, 2, 3];
  expect(endsOf(json, 'outer')).toEqual([
    [1, 2, 3],
    [800, 50, 0],
  ]);
});
