import { BoardError } from '../../errors.js';
import type { NodeJson, PinJson } from '../../node-json.js';
import type { BoardJson, CommentJson, LayerJson, VariableJson } from '../board-json.js';
import { DraftMap } from './draft-map.js';

/** Who has a pin. */
export interface PinOwner {
  readonly kind: 'node' | 'layer';
  readonly id: string;
}

/**
 * What the commands of one batch may read and write, in nodes, pins and links. A batch that needs more
 * would keep the process busy for seconds, or give an answer too long to send.
 */
const MAX_WORK = 5_000_000;

/** A board while commands change it. A command that fails leaves nothing behind: `rollBack`. */
export class BoardDraft {
  readonly nodes: DraftMap<NodeJson>;
  readonly layers: DraftMap<LayerJson>;
  readonly comments: DraftMap<CommentJson>;
  readonly variables: DraftMap<VariableJson>;
  private readonly undoes: (() => void)[] = [];
  private isRollingBack = false;
  private callerIds: Set<string> | undefined;
  private owners: Map<string, PinOwner> | undefined;
  private work = 0;

  constructor(private readonly before: BoardJson) {
    const followNodePins = this.followPins('node');
    this.nodes = this.draftMap(before.nodes, (id, before, after) => {
      if (isCaller(after)) this.callerIds?.add(id);
      followNodePins(id, before, after);
    });
    this.layers = this.draftMap(before.layers, this.followPins('layer'));
    this.comments = this.draftMap(before.comments);
    this.variables = this.draftMap(before.variables);
  }

  /** Whether the batch wants more than it may. */
  get isExhausted(): boolean {
    return this.work > MAX_WORK;
  }

  /** Counts what a command is about to read or write. Throws BoardError when the batch wants too much. */
  spend(work: number): void {
    this.work += work;
    if (this.isExhausted)
      throw new BoardError('commands', 'change too much at once: send them in several requests');
  }

  /** Keeps what was done since the last `commit`. */
  commit(): void {
    this.undoes.length = 0;
  }

  /** Takes back what was done since the last `commit`. */
  rollBack(): void {
    this.isRollingBack = true;
    for (const undo of this.undoes.reverse()) undo();
    this.isRollingBack = false;
    this.commit();
  }

  toJson(): BoardJson {
    return {
      ...this.before,
      nodes: this.nodes.toJson(),
      layers: this.layers.toJson(),
      comments: this.comments.toJson(),
      variables: this.variables.toJson(),
    };
  }

  /** The text that a description or schema stands for. */
  textOf<T extends string | null>(text: T): T | string {
    const { refs } = this.before;
    if (typeof text !== 'string' || !refs || !Object.hasOwn(refs, text)) return text;
    return typeof refs[text] === 'string' ? refs[text] : text;
  }

  findOwner(pinId: string): PinOwner | undefined {
    return this.allOwners().get(pinId);
  }

  pinsOf(owner: PinOwner): Record<string, PinJson> {
    return (owner.kind === 'node' ? this.nodes : this.layers).get(owner.id)?.pins ?? {};
  }

  findPin(pinId: string): PinJson | undefined {
    const owner = this.findOwner(pinId);
    return owner && this.pinsOf(owner)[pinId];
  }

  setPins(owner: PinOwner, pins: Record<string, PinJson>): void {
    this.spend(Object.keys(pins).length);
    if (owner.kind === 'node') this.nodes.set(owner.id, { ...this.nodes.get(owner.id)!, pins });
    else this.layers.set(owner.id, { ...this.layers.get(owner.id)!, pins });
  }

  /** The nodes that refer to others as functions. */
  callers(): NodeJson[] {
    this.callerIds ??= new Set(
      [...this.nodes.entries()].flatMap(([id, node]) => (isCaller(node) ? [id] : [])),
    );
    this.spend(this.callerIds.size);
    return [...this.callerIds].map((id) => this.nodes.get(id)).filter(isCaller);
  }

  /** Whether a node, a layer, a comment or a pin has this id. */
  isTaken(id: string): boolean {
    return (
      this.nodes.has(id) ||
      this.layers.has(id) ||
      this.comments.has(id) ||
      this.findOwner(id) !== undefined
    );
  }

  private draftMap<T>(
    items: Record<string, T> | null | undefined,
    follow?: (id: string, before: T | undefined, after: T | undefined) => void,
  ): DraftMap<T> {
    const map = new DraftMap<T>(items ?? {}, (id, before, after) => {
      if (!this.isRollingBack) this.undoes.push(() => map.set(id, before));
      follow?.(id, before, after);
    });
    return map;
  }

  private followPins(kind: PinOwner['kind']) {
    type Item = Pick<NodeJson, 'pins'>;
    return (id: string, before: Item | undefined, after: Item | undefined) => {
      if (this.owners === undefined || before?.pins === after?.pins) return;
      const [left, come] = [before?.pins ?? {}, after?.pins ?? {}];
      for (const pinId of Object.keys(left))
        if (!Object.hasOwn(come, pinId) && this.isOwner(pinId, kind, id)) this.owners.delete(pinId);
      const owner = { kind, id };
      for (const pinId of Object.keys(come))
        if (!this.owners.has(pinId)) this.owners.set(pinId, owner);
    };
  }

  private isOwner(pinId: string, kind: PinOwner['kind'], id: string): boolean {
    const owner = this.owners?.get(pinId);
    return owner?.kind === kind && owner.id === id;
  }

  /** A node's pin comes before a layer's of the same id, which is an alias from old boards. */
  private allOwners(): Map<string, PinOwner> {
    if (this.owners !== undefined) return this.owners;
    const owners = new Map<string, PinOwner>();
    const add = (kind: PinOwner['kind'], map: DraftMap<{ pins: Record<string, PinJson> }>) => {
      for (const [id, { pins }] of map.entries()) {
        const owner = { kind, id };
        for (const pinId of Object.keys(pins ?? {}))
          if (!owners.has(pinId)) owners.set(pinId, owner);
      }
    };
    add('node', this.nodes as unknown as DraftMap<Pick<NodeJson, 'pins'>>);
    add('layer', this.layers as unknown as DraftMap<Pick<LayerJson, 'pins'>>);
    return (this.owners = owners);
  }
}

function isCaller(node: NodeJson | undefined): node is NodeJson {
  return node?.fn_refs?.fn_refs !== undefined && node.fn_refs.fn_refs.length > 0;
}
