import { type BoardJson, cleanUp, type NodeJson, type NodeRegistry } from '../../engine/index.js';
import { autoLayout } from './auto-layout.js';
import { buildComment, NO_TIME } from './build-comments.js';
import { buildLayers, layerOfNodes } from './build-layers.js';
import { NodeBuilder } from './build-nodes.js';
import { buildVariables } from './build-variables.js';
import type { Draft } from '../draft.js';
import { flowOrder } from './flow-order.js';
import { boardIds } from './named-ids.js';
import { PinIds } from './pin-ids.js';
import { point } from './points.js';
import type { Problems } from '../short-form-error.js';
import { slug } from '../slug.js';

/** The board a draft describes, in the ecosystem's JSON. Complains of names that lead nowhere. */
export function buildBoard(
  draft: Draft,
  registry: NodeRegistry,
  problems: Problems,
  previous?: BoardJson,
): BoardJson {
  const ids = boardIds(draft, problems);
  const variables = buildVariables(draft.variables, ids.variables, previous);
  const builder = new NodeBuilder(draft, registry, ids, new PinIds(previous), problems);
  const { nodes } = builder.build(variables);
  const layerOf = layerOfNodes(draft.layers, ids, problems);
  const board: BoardJson = {
    id: previous?.id ?? draft.ids.board ?? defaultId(draft.name),
    name: draft.name,
    description: draft.description,
    nodes: byId(placeNodes(nodes, draft, layerOf, problems)),
    variables,
    comments: byId(draft.comments.map((comment) => buildComment(comment, ids))),
    viewport: previous?.viewport ?? [0, 0, 0],
    version: [...draft.version],
    stage: draft.stage,
    log_level: draft.logLevel,
    execution_mode: draft.executionMode,
    refs: {},
    layers: byId(buildLayers(draft.layers, ids, nodes.values(), layerOf)),
    page_ids: [...draft.pages],
    created_at: previous?.created_at ?? NO_TIME,
    updated_at: previous?.updated_at ?? NO_TIME,
  };
  return cleanUp(board, relayIds(board));
}

/** The id of a board whose text gives none. */
export const defaultId = (name: string): string => slug(name) || 'board';

const byId = <T extends { id: string }>(items: readonly T[]): Record<string, T> =>
  Object.fromEntries(items.map((item) => [item.id, item]));

/** Nodes with their layer, where the layout says or where there is room. */
function placeNodes(
  nodes: ReadonlyMap<string, NodeJson>,
  { layout }: Draft,
  layerOf: ReadonlyMap<string, string>,
  problems: Problems,
): NodeJson[] {
  for (const [name, { place }] of layout)
    if (!nodes.has(name)) problems.add(place, `There is no node \`${name}\` to be placed`);
  const automatic = autoLayout(flowOrder(nodes.values()));
  return [...nodes].map(([name, node]) => ({
    ...node,
    coordinates: point(layout.get(name)?.at ?? automatic.get(node.id)),
    layer: layerOf.get(node.id) ?? null,
  }));
}

/** Relay pins: `relay-1` and so on, as far as no other pin has the id. */
function relayIds({ nodes }: BoardJson): () => string {
  const taken = new Set(Object.values(nodes).flatMap(({ pins }) => Object.keys(pins)));
  let count = 0;
  return () => {
    let id = `relay-${++count}`;
    while (taken.has(id)) id = `relay-${++count}`;
    return id;
  };
}
