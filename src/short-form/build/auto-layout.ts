import type { Visit } from './flow-order.js';

const COLUMN_WIDTH = 300;
const ROW_HEIGHT = 160;

/** Where nodes are drawn that nobody has placed: flow goes to the right, each beginning below the last. */
export function autoLayout(order: readonly Visit[]): Map<string, readonly number[]> {
  const places = new Map<string, readonly number[]>();
  let rows = new Map<number, number>();
  let [floor, bottom] = [0, 0];
  for (const { node, column, begins } of order) {
    if (begins) [floor, rows] = [bottom, new Map()];
    const row = rows.get(column) ?? floor;
    rows.set(column, row + 1);
    bottom = Math.max(bottom, row + 1);
    places.set(node.id, [column * COLUMN_WIDTH, row * ROW_HEIGHT, 0]);
  }
  return places;
}

/** The same for layers: where the first node in them is. */
export function autoLayersLayout(
  order: readonly Visit[],
  layerOf: (nodeId: string) => string | null | undefined,
): Map<string, readonly number[]> {
  const nodes = autoLayout(order);
  const places = new Map<string, readonly number[]>();
  for (const { node } of order) {
    const layer = layerOf(node.id);
    if (layer && !places.has(layer)) places.set(layer, nodes.get(node.id)!);
  }
  return places;
}
