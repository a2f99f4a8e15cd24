import * as h3 from 'h3-js';
import { defineNode, Float, NodeError, pin } from '../../engine/index.js';
import {
  boundaryPin,
  cellPin,
  computed,
  coordinateOf,
  coordinatePin,
  readCell,
  readResolution,
  resolutionPin,
} from './cells.js';

const category = 'Web/Geo/H3';
const cell = cellPin('Cell', 'The cell.');

export const latlngToCell = defineNode({
  name: 'h3_latlng_to_cell',
  title: 'Lat/Lng to H3 Cell',
  doc: 'Finds the cell that a place lies in.',
  category,
  inputs: {
    coordinate: coordinatePin('Coordinate', 'The place, in degrees.', true),
    resolution: resolutionPin('Resolution', 'From 0, the largest cells, to 15.', 9),
  },
  outputs: { cell: pin.string('Cell', 'The cell.') },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      const { latitude, longitude } = inputs.coordinate.read(at);
      const [north, east] = [numberOf(latitude), numberOf(longitude)];
      if (!Number.isFinite(north) || !Number.isFinite(east))
        throw new NodeError('Latitude and longitude must be finite numbers');
      const resolution = readResolution(at, inputs.resolution);
      const found = computed('cell there', () => h3.latLngToCell(north, east, resolution));
      outputs.cell.write(at, found);
    };
  },
});

const numberOf = (value: number | Float) => (value instanceof Float ? value.value : value);

export const cellToLatlng = defineNode({
  name: 'h3_cell_to_latlng',
  title: 'H3 Cell to Lat/Lng',
  doc: 'Finds the middle of a cell.',
  category,
  inputs: { cell },
  outputs: { coordinate: coordinatePin('Coordinate', 'The middle, in degrees.') },
  bind: ({ inputs, outputs: { coordinate } }) => {
    return (at) => {
      const found = readCell(at, inputs.cell);
      const middle = computed('middle of the cell', () => h3.cellToLatLng(found));
      coordinate.write(at, coordinateOf(middle));
    };
  },
});

export const cellToBoundary = defineNode({
  name: 'h3_cell_to_boundary',
  title: 'H3 Cell Boundary',
  doc: 'Finds the corners of a cell.',
  category,
  inputs: { cell },
  outputs: {
    boundary: boundaryPin('Boundary', 'The corners in turn; the first does not come again.'),
    vertex_count: pin.integer('Vertex Count', 'How many corners there are.'),
  },
  bind: ({ inputs, outputs: { boundary, vertex_count } }) => {
    return (at) => {
      const found = readCell(at, inputs.cell);
      const corners = computed('boundary of the cell', () => h3.cellToBoundary(found));
      boundary.write(at, corners.map(coordinateOf));
      vertex_count.write(at, corners.length);
    };
  },
});
