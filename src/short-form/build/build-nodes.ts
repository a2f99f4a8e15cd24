import {
  type BoardJson,
  type NodeJson,
  type NodeRegistry,
  runUpdateHooks,
  type Value,
  type VariableJson,
} from '../../engine/index.js';
import { whatThereIs } from '../closest.js';
import type { Draft, NodeDraft, Setting } from '../draft.js';
import { type Link, LinkResolver } from './link-resolver.js';
import { explainMissingPin } from './missing-pin.js';
import type { BoardIds } from './named-ids.js';
import { NodeTemplates } from './node-templates.js';
import type { PinIds } from './pin-ids.js';
import { PlacedNode } from './placed-node.js';
import { isExecution } from './pins-of-node.js';
import type { Problems } from '../short-form-error.js';

export interface BuiltNodes {
  /** By name, as they are before anything around them has changed them. */
  readonly placed: ReadonlyMap<string, PlacedNode>;
  /** By name, wired. */
  readonly nodes: ReadonlyMap<string, NodeJson>;
}

/** Before the names of pins that update hooks add, until they have an id. */
const NEW = '\u0000';

/**
 * Places nodes, types in values and draws wires, and lets the nodes follow as after any edit. What the
 * text says of a node holds whatever its hooks make of it.
 */
export class NodeBuilder {
  private readonly drafts: ReadonlyMap<string, NodeDraft>;
  private readonly templates: NodeTemplates;

  constructor(
    private readonly draft: Draft,
    private readonly registry: NodeRegistry,
    private readonly ids: BoardIds,
    private readonly pinIds: PinIds,
    private readonly problems: Problems,
  ) {
    this.drafts = new Map(draft.nodes.map((node) => [node.name, node]));
    this.templates = new NodeTemplates(draft.nodeTypes, registry, pinIds);
  }

  build(variables: Record<string, VariableJson>): BuiltNodes {
    this.giveIds();
    const placed = this.place();
    const links = new LinkResolver(this.draft, placed, this.ids.nodes, this.problems).resolve();
    // A first pass of hooks adds the pins that texts ask for, a second one gives types through their wires.
    let after = this.follow(placed, this.settle(placed, links, false), variables);
    if (after !== placed) after = this.follow(after, this.settle(after, links, false), variables);
    const nodes = this.settle(after, links, true);
    const byName = this.draft.nodes.flatMap(({ name }): [string, NodeJson][] =>
      placed.has(name) ? [[name, nodes[this.ids.nodes.find(name)!]!]] : [],
    );
    return { placed, nodes: new Map(byName) };
  }

  /** The nodes after all update hooks; the very same map if nothing changes. */
  private follow(
    placed: ReadonlyMap<string, PlacedNode>,
    nodes: Record<string, NodeJson>,
    variables: Record<string, VariableJson>,
  ): ReadonlyMap<string, PlacedNode> {
    const board = { nodes, variables, layers: {} } as unknown as BoardJson;
    let count = 0;
    const followed = runUpdateHooks(board, this.registry, () => `${NEW}${++count}`).nodes;
    if (followed === nodes) return placed;
    const entries = [...placed].map(([name, before]): [string, PlacedNode] => {
      const id = this.ids.nodes.find(name)!;
      if (followed[id] === nodes[id]) return [name, before];
      const node = new PlacedNode(followed[id]!, this.pinIds, before.type);
      node.nameNewPins((pinId) => pinId.startsWith(NEW));
      return [name, node];
    });
    return new Map(entries);
  }

  private giveIds(): void {
    for (const { node, name, number, id, place } of this.draft.ids.pins) {
      const nodeId = this.ids.nodes.find(node);
      if (nodeId !== undefined && !this.pinIds.give(nodeId, 'Output', name, number, id))
        this.problems.add(place, `Another pin has the id ${id}`);
    }
  }

  private place(): Map<string, PlacedNode> {
    const placed = new Map<string, PlacedNode>();
    for (const draft of this.draft.nodes) {
      const node = this.templates.fresh(draft.type, this.ids.nodes.find(draft.name)!);
      if (node !== undefined) {
        this.applyFacts(node, draft);
        placed.set(draft.name, node);
      } else if (draft.type !== '') {
        const known = whatThereIs(draft.type, this.templates.names, 'node types');
        this.problems.add(draft.typePlace, `There is no node type \`${draft.type}\`: ${known}`);
      }
    }
    return placed;
  }

  private applyFacts(node: PlacedNode, draft: NodeDraft): void {
    const fnRefs = draft.fnRefs?.flatMap((ref) => this.ids.nodes.refer(ref.node, ref.place) ?? []);
    node.applyFacts(draft, fnRefs);
  }

  /** Puts everything the text says in its place, as far as the pins for it are there. */
  private settle(
    placed: ReadonlyMap<string, PlacedNode>,
    links: readonly Link[],
    isLast: boolean,
  ): Record<string, NodeJson> {
    for (const [name, node] of placed) {
      const draft = this.drafts.get(name)!;
      node.applyFacts(draft, undefined);
      for (const setting of draft.settings) this.applySetting(node, draft, setting, isLast);
      for (const direction of ['Input', 'Output'] as const)
        for (const pin of node.all(direction)) {
          pin.depends_on = [];
          pin.connected_to = [];
        }
    }
    for (const link of links) this.draw(link, placed, isLast);
    // In the order of their ids: what hooks make of a board must not depend on the order of the text.
    const byId = [...placed.values()].map((node) => node.toJson());
    return Object.fromEntries(byId.sort(byNodeId).map((node) => [node.id, node]));
  }

  private applySetting(node: PlacedNode, draft: NodeDraft, setting: Setting, isLast: boolean) {
    const pin = node.find('Input', setting.pin);
    const complain = (message: string) => {
      if (isLast) this.problems.add(setting.place, message);
    };
    if (pin === undefined)
      return complain(explainMissingPin(draft.name, node, 'Input', setting.pin, false));
    if ('sources' in setting.content) return;
    if (isExecution(pin))
      return complain(`\`${pin.name}\` is an execution pin: what leads to it stands in \`flow\``);
    const value = this.idFor(setting, setting.content.value, isLast);
    if (value !== undefined) node.setValue(pin, value);
  }

  /** Inputs that hold the id of a variable or an event node hold its name in the text. */
  private idFor({ pin, place }: Setting, value: Value, isLast: boolean): Value | undefined {
    const names =
      pin.name === 'var_ref' ? this.ids.variables : pin.name === 'fn_ref' ? this.ids.nodes : null;
    if (names === null || typeof value !== 'string' || value === '') return value;
    return isLast ? names.refer(value, place) : (names.findReferred(value) ?? value);
  }

  private draw(
    { from, to, isFlow }: Link,
    placed: ReadonlyMap<string, PlacedNode>,
    isLast: boolean,
  ): void {
    const [source, target] = [placed.get(from.node), placed.get(to.node)];
    if (source === undefined || target === undefined) return;
    const [output, input] = [source.find('Output', from), target.find('Input', to)];
    if (output !== undefined && input !== undefined) {
      if (isLast && isFlow && !isExecution(input))
        this.problems.add(
          to.place,
          `\`${to.name}\` of \`${to.node}\` is no execution pin: wires to it are written there, \`<- node.pin\``,
        );
      if (output.connected_to.includes(input.id)) return;
      output.connected_to.push(input.id);
      input.depends_on.push(output.id);
    } else if (isLast) {
      if (output === undefined)
        this.problems.add(from.place, explainMissingPin(from.node, source, 'Output', from, isFlow));
      // A wire that is written at its input has been complained about there.
      if (input === undefined && isFlow)
        this.problems.add(to.place, explainMissingPin(to.node, target, 'Input', to, true));
    }
  }
}

const byNodeId = (left: NodeJson, right: NodeJson) => (left.id < right.id ? -1 : 1);
