import * as h3 from 'h3-js';
import { defineNode, NodeError, pin } from '../../engine/index.js';
import { cellPin, computed, readCell } from './cells.js';

const category = 'Web/Geo/H3';
/** Rings around a cell: about 30 000 cells. */
const MOST_RINGS = 100;
/** Cells of a path: more would hold up all other runs. */
const LONGEST_PATH = 100_000;

export const gridDisk = defineNode({
  name: 'h3_grid_disk',
  title: 'H3 Grid Disk',
  doc: 'Finds the cells around a cell.',
  category,
  inputs: {
    cell: cellPin('Cell', 'The cell in the middle.'),
    k: pin.integer('K (Radius)', `How many rings of cells around it, at most ${MOST_RINGS}.`, {
      default: 1,
    }),
  },
  outputs: {
    cells: pin.array(pin.string('Cells', 'The cells, the one in the middle among them.')),
    count: pin.integer('Count', 'How many cells there are.'),
  },
  bind: ({ inputs: { cell, k }, outputs: { cells, count } }) => {
    return (at) => {
      const middle = readCell(at, cell);
      const rings = Math.min(MOST_RINGS, Math.max(0, k.read(at)));
      const found = computed('disk around the cell', () => h3.gridDisk(middle, rings));
      cells.write(at, found);
      count.write(at, found.length);
    };
  },
});

export const gridDistance = defineNode({
  name: 'h3_grid_distance',
  title: 'H3 Grid Distance',
  doc: 'Counts the steps from one cell to another.',
  category,
  inputs: {
    cell_a: cellPin('Cell A', 'Where the way begins.'),
    cell_b: cellPin('Cell B', 'Where it ends; a cell of the same size.'),
  },
  outputs: { distance: pin.integer('Distance', 'How many steps it takes.') },
  bind: ({ inputs: { cell_a, cell_b }, outputs: { distance } }) => {
    return (at) => {
      const [from, to] = [readCell(at, cell_a), readCell(at, cell_b)];
      distance.write(at, distanceOf(from, to));
    };
  },
});

export const gridPath = defineNode({
  name: 'h3_grid_path',
  title: 'H3 Grid Path',
  doc: 'Finds the cells on the way from one cell to another.',
  category,
  inputs: {
    cell_a: cellPin('Start Cell', 'Where the way begins.'),
    cell_b: cellPin('End Cell', 'Where it ends; a cell of the same size.'),
  },
  outputs: {
    path: pin.array(pin.string('Path', 'The cells, both ends among them.')),
    length: pin.integer('Length', 'How many cells there are.'),
  },
  bind: ({ inputs: { cell_a, cell_b }, outputs: { path, length } }) => {
    return (at) => {
      const [from, to] = [readCell(at, cell_a), readCell(at, cell_b)];
      if (distanceOf(from, to) >= LONGEST_PATH)
        throw new NodeError(`The path is longer than ${LONGEST_PATH} cells`);
      const found = computed('path between the cells', () => h3.gridPathCells(from, to));
      path.write(at, found);
      length.write(at, found.length);
    };
  },
});

const distanceOf = (from: string, to: string) =>
  computed('distance between the cells', () => h3.gridDistance(from, to));
