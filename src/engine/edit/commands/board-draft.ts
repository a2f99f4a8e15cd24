import { BoardError } from '../../errors.js';
import type { NodeJson, PinJson } from '../../node-json.js';
import type { BoardJson, CommentJson, LayerJson, VariableJson } from '../board-json.js';
import type { PinOwner, PinOwners } from '../settle/pin-owners.js';
import { DraftMap } from './draft-map.js';

/**
 * What the commands of one batch may look at, in nodes, pins and links; writing one counts for ten. A
 * batch that needs more would keep the process busy for seconds, or give an answer too long to send.
 */
const MAX_WORK = 5_000_000;
const WRITE = 10;
/** For each pin of a node of which one changes. */
const COPY = 4;

/** A board while commands change it. A command that fails leaves nothing behind: `rollBack`. */
export class BoardDraft {
  readonly nodes: DraftMap<NodeJson>;
  readonly layers: DraftMap<LayerJson>;
  readonly comments: DraftMap<CommentJson>;
  readonly variables: DraftMap<VariableJson>;
  /** The relays that came with what is being undone. */
  readonly newRelays = new Set<string>();
  private readonly undoes: (() => void)[] = [];
  private isRollingBack = false;
  private callerIds: Set<string> | undefined;
  private work = 0;

  constructor(
    private readonly before: BoardJson,
    private readonly owners: PinOwners,
  ) {
    this.nodes = this.draftMap(before.nodes, (id, before, after) => {
      if (isCaller(after)) this.callerIds?.add(id);
      owners.replace('node', id, before, after);
    });
    this.layers = this.draftMap(before.layers, (id, before, after) =>
      owners.replace('layer', id, before, after),
    );
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
    return this.owners.find(pinId);
  }

  pinsOf(owner: PinOwner): Record<string, PinJson> {
    return (owner.kind === 'node' ? this.nodes : this.layers).get(owner.id)?.pins ?? {};
  }

  findPin(pinId: string): PinJson | undefined {
    const owner = this.findOwner(pinId);
    return owner && this.pinsOf(owner)[pinId];
  }

  setPins(owner: PinOwner, pins: Record<string, PinJson>): void {
    this.spend(COPY * Object.keys(pins).length);
    if (owner.kind === 'node') this.nodes.set(owner.id, { ...this.nodes.get(owner.id)!, pins });
    else this.layers.set(owner.id, { ...this.layers.get(owner.id)!, pins });
  }

  /** The nodes that refer to others as functions. */
  callers(): NodeJson[] {
    this.callerIds ??= new Set(this.nodes.ids().filter((id) => isCaller(this.nodes.get(id))));
    const callers = [...this.callerIds].map((id) => this.nodes.get(id)).filter(isCaller);
    for (const { fn_refs } of callers) this.spend(fn_refs!.fn_refs.length);
    return callers;
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
      follow?.(id, before, after);
      if (this.isRollingBack) return;
      this.undoes.push(() => map.set(id, before));
      this.spend(WRITE);
    });
    return map;
  }
}

function isCaller(node: NodeJson | undefined): node is NodeJson {
  return node?.fn_refs?.fn_refs !== undefined && node.fn_refs.fn_refs.length > 0;
}
