import { gridDisk, gridDistance, gridPath } from './grid.js';
import { cellToChildren, cellToParent, compactCells } from './hierarchy.js';
import { cellToBoundary, cellToLatlng, latlngToCell } from './latlng.js';
import { cellArea, edgeLength } from './measures.js';
import { cellsToMultiPolygon } from './outline.js';

export const geo = [
  latlngToCell,
  cellToLatlng,
  cellToBoundary,
  cellArea,
  edgeLength,
  gridDisk,
  gridDistance,
  gridPath,
  cellToParent,
  cellToChildren,
  compactCells,
  cellsToMultiPolygon,
];
