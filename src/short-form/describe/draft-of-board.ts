import { type BoardJson, type BoardNode, type NodeRegistry } from '../../engine/index.js';
import { autoLayout } from '../build/auto-layout.js';
import { buildBoard } from '../build/build-board.js';
import { type BuiltNodes, NodeBuilder } from '../build/build-nodes.js';
import { buildVariables } from '../build/build-variables.js';
import { chainsOf } from './chains.js';
import { DescribedBoard, NOWHERE } from './described-board.js';
import type { Draft, Step } from '../draft.js';
import { boardFacts, flowOf, idsOf, variablesOf } from './facts-of-board.js';
import { flowOrder, type Visit } from '../build/flow-order.js';
import { commentsOf, layersOf, withoutUsualEnds } from './groups-of-board.js';
import { boardIds } from '../build/named-ids.js';
import { NodeAccount } from './node-account.js';
import { NodeTemplates } from '../build/node-templates.js';
import { nodeTypesOf } from './node-types-of-board.js';
import { PinIds } from '../build/pin-ids.js';
import { isSamePoint, shortPoint } from '../build/points.js';
import { Problems } from '../short-form-error.js';

/** Every round says all that it finds missing, so few are needed. */
const MAX_ROUNDS = 6;

/**
 * What has to be said of a board, and no more: values and wires at first; then, as often as it makes a
 * difference, what the board that this text makes lacks. Throws BoardError if it is no board.
 */
export function draftOf(json: BoardJson, registry: NodeRegistry): Draft {
  const described = new DescribedBoard(json);
  const nodeTypes = nodeTypesOf(described, registry);
  const wires = flowOf(described);
  const bare: Draft = {
    ...boardFacts(described),
    variables: variablesOf(described),
    nodes: [],
    flow: wires,
    layers: [],
    comments: [],
    layout: new Map(),
    ids: idsOf(described),
    nodeTypes,
  };
  const templates = new NodeTemplates(nodeTypes, registry, new PinIds(undefined));
  const accounts = described.board.nodes.map((node): [BoardNode, NodeAccount] => {
    const fresh = templates.fresh(node.name, node.id)!;
    return [node, new NodeAccount(described, node, fresh)];
  });
  for (let round = 1; ; round++) {
    const draft = { ...bare, nodes: accounts.map(([, account]) => account.toDraft()) };
    const built = buildNodes(draft, registry);
    const amended = accounts.filter(([{ id }, account]) => {
      const name = described.nodeNames.get(id)!;
      return account.amend(built.nodes.get(name)!, built.placed.get(name)!, round === 1);
    });
    if (amended.length === 0 || round === MAX_ROUNDS)
      return arrange(draft, wires, built, described, registry);
  }
}

function buildNodes(draft: Draft, registry: NodeRegistry): BuiltNodes {
  const ignored = new Problems();
  const ids = boardIds(draft, ignored);
  const variables = buildVariables(draft.variables, ids.variables);
  return new NodeBuilder(draft, registry, ids, new PinIds(undefined), ignored).build(variables);
}

/** Puts everything in its order and place. */
function arrange(
  draft: Draft,
  wires: readonly (readonly [Step, Step])[],
  { nodes, placed }: BuiltNodes,
  described: DescribedBoard,
  registry: NodeRegistry,
): Draft {
  const order = flowOrder(nodes.values());
  const byId = new Map(draft.nodes.map((node) => [nodes.get(node.name)!.id, node]));
  const inOrder = order.map(({ node }) => byId.get(node.id)!);
  const arranged = {
    ...draft,
    nodes: inOrder,
    flow: chainsOf(inOrder, wires, placed),
    layout: layoutOf(order, described),
    layers: layersOf(described, order),
    comments: commentsOf(described),
  };
  if (arranged.layers.length === 0) return arranged;
  const layersAlone = arranged.layers.map((layer) => ({
    ...layer,
    enter: undefined,
    leave: undefined,
  }));
  const usual = buildBoard({ ...arranged, layers: layersAlone }, registry, new Problems());
  const layerIds = new Map([...described.layerNames].map(([id, name]) => [name, id]));
  return { ...arranged, layers: withoutUsualEnds(arranged.layers, usual, layerIds) };
}

function layoutOf(order: readonly Visit[], { json, nodeNames }: DescribedBoard): Draft['layout'] {
  const automatic = autoLayout(order);
  return new Map(
    order.flatMap(({ node }) => {
      const at = shortPoint(json.nodes[node.id]!.coordinates);
      if (at === undefined || isSamePoint(at, automatic.get(node.id))) return [];
      return [[nodeNames.get(node.id)!, { place: NOWHERE, at }]];
    }),
  );
}
