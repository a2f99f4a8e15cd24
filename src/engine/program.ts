import type { LogLevelName } from './board.js';
import type { ExecOutput } from './bound-pins.js';
import type { NodeBody } from './node-type.js';
import type { Value } from './value.js';

/**
 * A board made ready to run: names resolved, wires followed, values placed in numbered slots.
 * Immutable and shared by all runs of a board.
 */
export interface Program {
  readonly boardId: string;
  readonly boardVersion: readonly [number, number, number];
  readonly logLevel: LogLevelName;
  readonly nodes: readonly CompiledNode[];
  readonly nodeById: ReadonlyMap<string, CompiledNode>;
  /** Ids of the nodes a run may start at. */
  readonly startNodes: readonly CompiledNode[];
  /** Copied to begin a run: no pin holds a value. */
  readonly emptySlots: readonly undefined[];
  /** Copied likewise: one zero per node. */
  readonly zeroes: readonly number[];
  readonly initialVariables: readonly Value[];
  readonly variables: readonly CompiledVariable[];
  readonly variableIndex: ReadonlyMap<string, number>;
}

export interface CompiledVariable {
  readonly id: string;
  readonly name: string;
  readonly secret: boolean;
  readonly exposed: boolean;
  readonly runtimeConfigured: boolean;
}

/** The pins of a node that catch its failures (`auto_handle_error` and its text). */
export interface ErrorExit {
  readonly exec: ExecOutput;
  readonly textSlot: number | undefined;
}

/** A way into a node: what execution wires lead to. */
export interface Entrance {
  readonly node: CompiledNode;
  /** Ids of the execution inputs it leads through. */
  readonly pins: readonly string[];
  leadsThrough(pin: string): boolean;
}

/** A way in through other pins than the node's first, or through several. */
class SideEntrance implements Entrance {
  readonly pins: readonly string[];
  private readonly set: ReadonlySet<string>;

  constructor(
    readonly node: CompiledNode,
    pins: Iterable<string>,
  ) {
    this.set = new Set(pins);
    this.pins = [...this.set];
  }

  leadsThrough(pin: string): boolean {
    return this.set.has(pin);
  }
}

/** The way in through the pins of all of them, which belong to one node. */
function throughAll(ways: ReadonlySet<Entrance>): Entrance {
  const [first] = ways;
  if (ways.size === 1) return first!;
  return new SideEntrance(
    first!.node,
    [...ways].flatMap(({ pins }) => pins),
  );
}

/** Puts ways in together, each node once: one that is reached through several pins is entered through all. */
export class Gathering {
  private readonly byNode = new Map<CompiledNode, Set<Entrance>>();

  constructor(ways: readonly Entrance[]) {
    this.add(ways);
  }

  add(ways: readonly Entrance[]): void {
    for (const way of ways) {
      const known = this.byNode.get(way.node);
      if (known === undefined) this.byNode.set(way.node, new Set([way]));
      else known.add(way);
    }
  }

  /** In the order in which the nodes were first added. */
  entrances(): readonly Entrance[] {
    return [...this.byNode.values()].map(throughAll);
  }
}

const NONE: readonly never[] = [];
const NO_SLOTS: ReadonlyMap<string, number> = new Map();

/** Lists of pure nodes up to this length are kept; longer ones, together, could fill the memory. */
const LONGEST_KEPT = 1000;

/** Is a way in itself: through its first execution input, which for most nodes is the only one. */
export class CompiledNode implements Entrance {
  readonly node: CompiledNode = this;
  readonly pins: readonly string[];
  /** Those through other execution inputs than the first, by pin. */
  private readonly ways: ReadonlyMap<string, Entrance> | null = null;
  body: NodeBody = () => undefined;
  /** Wired execution outputs in pin order. */
  exits: readonly ExecOutput[] = NONE;
  errorExit: ErrorExit | null = null;
  /** Nodes feeding the data inputs, through relays, each once. */
  feeders: readonly CompiledNode[] = NONE;
  /** Of a node that can be called as a function: where its data outputs keep their values, by name. */
  outputSlots: ReadonlyMap<string, number> = NO_SLOTS;
  private dependencyList: readonly CompiledNode[] | 'cyclic' | undefined = undefined;

  constructor(
    readonly index: number,
    readonly id: string,
    /** Name of its type in the catalog. */
    readonly name: string,
    /** Name the board's author sees. */
    readonly title: string,
    /** Without execution pins: evaluated whenever a consumer runs. */
    readonly pure: boolean,
    /** Ids of its execution inputs in pin order. */
    execInputs: readonly string[],
  ) {
    this.pins = execInputs.length < 2 ? execInputs : execInputs.slice(0, 1);
    if (execInputs.length > 1)
      this.ways = new Map(execInputs.slice(1).map((id) => [id, new SideEntrance(this, [id])]));
  }

  leadsThrough(pin: string): boolean {
    return this.pins[0] === pin;
  }

  /** The way in of one wire that ends at these pins; the same object for the same single pin. */
  entranceThrough(pins: readonly string[]): Entrance {
    if (this.ways === null) return this;
    const met = new Set<Entrance>();
    for (const id of pins) met.add(this.ways.get(id) ?? this);
    return met.size === 0 ? this : throughAll(met);
  }

  /** The pure nodes to evaluate before this one, in order; worked out at the first activation. */
  get dependencies(): readonly CompiledNode[] | 'cyclic' {
    return this.dependencyList ?? this.findDependencies();
  }

  private findDependencies(): readonly CompiledNode[] | 'cyclic' {
    const found = pureDependencies(this);
    if (found.length <= LONGEST_KEPT) this.dependencyList = found;
    return found;
  }

  get startMessage(): string {
    return `Starting Node Execution: ${this.name} [${this.id}]`;
  }
}

/** Depth first, post-order, with an own stack: chains of pure nodes may be thousands long. */
function pureDependencies(node: CompiledNode): readonly CompiledNode[] | 'cyclic' {
  const ordered: CompiledNode[] = [];
  const open = new Set<CompiledNode>([node]);
  const done = new Set<CompiledNode>();
  const path = [{ node, next: 0 }];
  while (path.length > 0) {
    const step = path[path.length - 1]!;
    const feeder = step.node.feeders[step.next++];
    if (feeder === undefined) {
      path.pop();
      open.delete(step.node);
      done.add(step.node);
      if (step.node !== node) ordered.push(step.node);
    } else if (feeder.pure && open.has(feeder)) return 'cyclic';
    else if (feeder.pure && !done.has(feeder)) {
      open.add(feeder);
      path.push({ node: feeder, next: 0 });
    }
  }
  return ordered;
}
