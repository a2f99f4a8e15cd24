import * as h3 from 'h3-js';
import { defineNode, pin } from '../../engine/index.js';
import { cellPin, computed, readCell, readResolution, resolutionPin, unitPin } from './cells.js';

const category = 'Web/Geo/H3';
const SQUARE_METERS = {
  SquareMeters: 1,
  SquareKilometers: 1_000_000,
  SquareMiles: 2_589_988.11,
  Hectares: 10_000,
  Acres: 4046.86,
} as const;
const METERS_PER_MILE = 1609.344;
const FEET_PER_METER = 3.280_84;

export const cellArea = defineNode({
  name: 'h3_cell_area',
  title: 'H3 Cell Area',
  doc: 'Says how large a cell is.',
  category,
  inputs: {
    cell: cellPin('Cell', 'The cell.'),
    unit: unitPin('AreaUnit', 'What the area is counted in.', [
      'SquareMeters',
      'SquareKilometers',
      'SquareMiles',
      'Hectares',
      'Acres',
    ]),
  },
  outputs: {
    area: pin.float('Area', 'The area.'),
    resolution: pin.integer('Resolution', 'From 0, the largest cells, to 15.'),
  },
  bind: ({ inputs: { cell, unit }, outputs: { area, resolution } }) => {
    return (at) => {
      const found = readCell(at, cell);
      const per = SQUARE_METERS[unit.read(at)];
      area.write(at, computed('area of the cell', () => h3.cellArea(found, 'm2')) / per);
      resolution.write(at, h3.getResolution(found));
    };
  },
});

export const edgeLength = defineNode({
  name: 'h3_edge_length',
  title: 'H3 Edge Length',
  doc: 'Says how long the sides of cells are on average, and how many cells there are.',
  category,
  inputs: {
    resolution: resolutionPin('Resolution', 'From 0, the largest cells, to 15.', 9),
    unit: unitPin('LengthUnit', 'What the length is counted in.', [
      'Meters',
      'Kilometers',
      'Miles',
      'Feet',
    ]),
  },
  outputs: {
    edge_length: pin.float('Edge Length', 'The length.'),
    cell_count: pin.integer('Cell Count', 'How many cells of the resolution cover the earth.'),
  },
  bind: ({ inputs, outputs: { edge_length, cell_count } }) => {
    return (at) => {
      const resolution = readResolution(at, inputs.resolution);
      edge_length.write(at, edge(resolution, inputs.unit.read(at)));
      cell_count.write(at, h3.getNumCells(resolution));
    };
  },
});

function edge(resolution: number, unit: 'Meters' | 'Kilometers' | 'Miles' | 'Feet'): number {
  const meters = h3.getHexagonEdgeLengthAvg(resolution, 'm');
  switch (unit) {
    case 'Meters':
      return meters;
    case 'Kilometers':
      return h3.getHexagonEdgeLengthAvg(resolution, 'km');
    case 'Miles':
      return meters / METERS_PER_MILE;
    case 'Feet':
      return meters * FEET_PER_METER;
  }
}
