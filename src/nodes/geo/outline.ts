import * as h3 from 'h3-js';
import { defineNode, pin, type ValueObject } from '../../engine/index.js';
import { cellsPin, computed, coordinateOf, polygonsPin, readCells } from './cells.js';

const MOST_CELLS = 20_000;

export const cellsToMultiPolygon = defineNode({
  name: 'h3_cells_to_multi_polygon',
  title: 'H3 Cells to Polygon',
  doc: 'Draws the outline of cells.',
  category: 'Web/Geo/H3',
  inputs: { cells: cellsPin('Cells of one size; what is no cell does not count.') },
  outputs: {
    polygons: polygonsPin('Polygons', 'One for each group of cells, with its holes.'),
    polygon_count: pin.integer('Polygon Count', 'How many there are.'),
  },
  bind: ({ inputs: { cells }, outputs: { polygons, polygon_count } }) => {
    return (at) => {
      // The library refuses a cell that comes twice; the outline is the same.
      const valid = [...new Set(readCells(at, cells, MOST_CELLS))];
      const found = computed('outline of the cells', () => h3.cellsToMultiPolygon(valid));
      polygons.write(at, found.map(polygon));
      polygon_count.write(at, found.length);
    };
  },
});

function polygon([exterior, ...interiors]: readonly number[][][]): ValueObject {
  return { exterior: ring(exterior ?? []), interiors: interiors.map(ring) };
}

/** Ends where it began. */
function ring(corners: readonly number[][]) {
  const [first] = corners;
  return [...corners, ...(first === undefined ? [] : [first])].map(coordinateOf);
}
