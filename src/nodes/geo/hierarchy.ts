import * as h3 from 'h3-js';
import { type Activation, defineNode, NodeError, pin } from '../../engine/index.js';
import {
  cellPin,
  cellsPin,
  computed,
  readCell,
  readCells,
  readResolution,
  resolutionPin,
} from './cells.js';

const category = 'Web/Geo/H3';
/** Levels down in one go: about 17 000 cells. */
const LEVELS_AT_ONCE = 5;
const MOST_COMPACTED = 100_000;

export const cellToParent = defineNode({
  name: 'h3_cell_to_parent',
  title: 'H3 Cell Parent',
  doc: 'Finds the larger cell that a cell belongs to.',
  category,
  inputs: {
    cell: cellPin('Cell', 'The cell.'),
    parent_resolution: resolutionPin('Parent Resolution', 'From 0, the largest cells, to 15.', 5),
  },
  outputs: {
    parent: pin.string('Parent', 'The larger cell.'),
    original_resolution: pin.integer('Original Resolution', 'The resolution of the cell itself.'),
  },
  bind: ({ inputs, outputs: { parent, original_resolution } }) => {
    return (at) => {
      const cell = readCell(at, inputs.cell);
      const resolution = readResolution(at, inputs.parent_resolution);
      const own = h3.getResolution(cell);
      if (resolution > own)
        throw new NodeError(`The cell has resolution ${own}: its parent can't have ${resolution}`);
      parent.write(
        at,
        computed('parent of the cell', () => h3.cellToParent(cell, resolution)),
      );
      original_resolution.write(at, own);
    };
  },
});

export const cellToChildren = defineNode({
  name: 'h3_cell_to_children',
  title: 'H3 Cell Children',
  doc: 'Finds the smaller cells that belong to a cell.',
  category,
  inputs: {
    cell: cellPin('Cell', 'The cell.'),
    child_resolution: resolutionPin('Child Resolution', 'From 0, the largest cells, to 15.', 10),
  },
  outputs: {
    children: pin.array(pin.string('Children', 'The smaller cells.')),
    count: pin.integer('Count', 'How many there are.'),
  },
  bind: ({ inputs, outputs: { children, count } }) => {
    return async (at) => {
      const cell = readCell(at, inputs.cell);
      const resolution = readResolution(at, inputs.child_resolution);
      const found =
        resolution < h3.getResolution(cell) ? [] : await childrenOf(at, cell, resolution);
      children.write(at, found);
      count.write(at, found.length);
    };
  },
});

/** In parts, between which other runs may go on. */
async function childrenOf(at: Activation, cell: string, resolution: number): Promise<string[]> {
  const { arrayItems } = at.run.limits;
  const size = h3.cellToChildrenSize(cell, resolution);
  if (size > arrayItems)
    throw new NodeError(`The cell has ${size} children there, more than ${arrayItems}`);
  const between = Math.max(h3.getResolution(cell), resolution - LEVELS_AT_ONCE);
  const found: string[] = [];
  for (const part of h3.cellToChildren(cell, between)) {
    for (const child of h3.cellToChildren(part, resolution)) found.push(child);
    await at.breathe();
  }
  return found;
}

export const compactCells = defineNode({
  name: 'h3_compact_cells',
  title: 'H3 Compact Cells',
  doc: 'Covers the same ground with as few cells as possible, larger ones among them.',
  category,
  inputs: { cells: cellsPin('Cells of one size, each once; what is no cell does not count.') },
  outputs: {
    compacted: pin.array(pin.string('Compacted', 'The few cells.')),
    original_count: pin.integer('Original Count', 'How many texts came in.'),
    compacted_count: pin.integer('Compacted Count', 'How many cells are left.'),
  },
  bind: ({ inputs: { cells }, outputs: { compacted, original_count, compacted_count } }) => {
    return (at) => {
      const valid = readCells(at, cells, MOST_COMPACTED);
      if (new Set(valid).size < valid.length) throw new NodeError('A cell must not come twice');
      const found = computed('way to compact the cells', () => h3.compactCells(valid));
      compacted.write(at, found);
      original_count.write(at, cells.read(at).length);
      compacted_count.write(at, found.length);
    };
  },
});
