import type { BoardJson } from './board-json.js';
import { mapValues, withChanges } from './changes.js';

/** How far the ends of a layer's wires are drawn from what is in it. */
const MARGIN = 300;

/** Layers that do not say where their wires enter and leave: left and right of what is in them. */
export function placeLayerEnds(board: BoardJson): BoardJson {
  const boxes = contentBoxes(board);
  const layers = mapValues(board.layers, (layer, id) => {
    if (Array.isArray(layer.in_coordinates) && Array.isArray(layer.out_coordinates)) return layer;
    const box = boxes.get(id) ?? around(undefined, layer.coordinates) ?? around(undefined, [0, 0])!;
    const middle = box.top / 2 + box.bottom / 2;
    return withChanges(layer, {
      in_coordinates: layer.in_coordinates ?? [box.left - MARGIN, middle, 0],
      out_coordinates: layer.out_coordinates ?? [box.right + MARGIN, middle, 0],
    });
  });
  return withChanges(board, { layers });
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function contentBoxes({ nodes, layers }: BoardJson): ReadonlyMap<string | null, Box> {
  const boxes = new Map<string | null, Box>();
  const add = (layerId: string | null, point: unknown) => {
    const box = around(boxes.get(layerId), point);
    if (box !== undefined) boxes.set(layerId, box);
  };
  for (const { layer, coordinates } of Object.values(nodes)) add(layer, coordinates);
  for (const { parent_id, coordinates } of Object.values(layers)) add(parent_id, coordinates);
  return boxes;
}

/** The box grown so that it holds the point; unchanged if that is none. */
function around(box: Box | undefined, point: unknown): Box | undefined {
  const [x, y] = Array.isArray(point) ? (point as unknown[]) : [];
  if (typeof x !== 'number' || typeof y !== 'number') return box;
  if (box === undefined) return { left: x, right: x, top: y, bottom: y };
  return {
    left: Math.min(box.left, x),
    right: Math.max(box.right, x),
    top: Math.min(box.top, y),
    bottom: Math.max(box.bottom, y),
  };
}
