import { type NodeJson, nodeJson, type NodeRegistry } from '../../engine/index.js';
import type { NodeTypeDraft } from '../draft.js';
import type { PinIds } from './pin-ids.js';
import { PlacedNode } from './placed-node.js';
import { plainJson } from './plain-json.js';

/** Fresh nodes of all types a text may use: its own `node_types`, and those of the server. */
export class NodeTemplates {
  private readonly own: ReadonlyMap<string, NodeTypeDraft>;

  constructor(
    nodeTypes: readonly NodeTypeDraft[],
    private readonly registry: NodeRegistry,
    private readonly pinIds: PinIds,
  ) {
    this.own = new Map(nodeTypes.map((type) => [type.name, type]));
  }

  get names(): string[] {
    return [...this.own.keys(), ...this.registry.nodeTypes.map(({ name }) => name)];
  }

  /** Undefined if neither the text nor the server knows the type. */
  fresh(typeName: string, id: string): PlacedNode | undefined {
    const own = this.own.get(typeName);
    if (own !== undefined) return this.freshOwn(own, id);
    const type = this.registry.find(typeName);
    if (type === undefined) return undefined;
    const json = nodeJson(type, id, (direction, name, position) =>
      this.pinIds.of(id, direction, name, position),
    );
    return new PlacedNode({ comment: null, ...json }, this.pinIds, type);
  }

  private freshOwn(type: NodeTypeDraft, id: string): PlacedNode {
    const { version = null, canReferenceFns = false, canBeReferencedByFns = false } = type;
    const hasFnRefs = canReferenceFns || canBeReferencedByFns;
    const json: NodeJson = {
      id,
      name: type.name,
      friendly_name: type.title,
      description: '',
      category: '',
      coordinates: null,
      pins: {},
      start: null,
      long_running: null,
      event_callback: null,
      layer: null,
      comment: null,
      version,
      fn_refs: hasFnRefs
        ? {
            fn_refs: [],
            can_reference_fns: canReferenceFns,
            can_be_referenced_by_fns: canBeReferencedByFns,
          }
        : null,
      ...(plainJson(type.fields) as Partial<NodeJson>),
    };
    const placed = new PlacedNode(json, this.pinIds, undefined);
    for (const direction of ['Input', 'Output'] as const)
      for (const pin of type.pins[direction]) placed.declare(direction, pin);
    return placed;
  }
}
