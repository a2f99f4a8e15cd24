import type { DataType, LogLevelName, ValueType } from './board.js';
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
  /** Whether its nodes can be measured. */
  readonly records: boolean;
  readonly logLevel: LogLevelName;
  readonly nodes: readonly CompiledNode[];
  readonly nodeById: ReadonlyMap<string, CompiledNode>;
  /** The nodes a run may start at. */
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

/** A data output of a node that can be called as a function: what a caller gives it. */
export interface Parameter {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly dataType: DataType;
  readonly valueType: ValueType;
  /** JSON Schema of its values; empty for none. */
  readonly schema: string;
  /** What it holds when no caller gives it anything; undefined = nothing. */
  readonly default: Value | undefined;
  /** Where its value lives during a run. */
  readonly slot: number;
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
export class SideEntrance implements Entrance {
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

/**
 * Longer lists are worked out each time: thousands of nodes that all hang on one long chain would make a
 * program many times the size of its board.
 */
const MOST_KEPT = 256;

const NONE: readonly never[] = [];
const NO_PARAMETERS: ReadonlyMap<string, Parameter> = new Map();

/** Is a way in itself: through its first execution input, which for most nodes is the only one. */
export class CompiledNode implements Entrance {
  readonly node: CompiledNode = this;
  readonly pins: readonly string[];
  body: NodeBody = () => undefined;
  /** Wired execution outputs in pin order. */
  exits: readonly ExecOutput[] = NONE;
  errorExit: ErrorExit | null = null;
  /** Nodes feeding the data inputs, through relays, each once. */
  feeders: readonly CompiledNode[] = NONE;
  /** Of a node that can be called as a function: its data outputs, by name, in pin order. */
  parameters: ReadonlyMap<string, Parameter> = NO_PARAMETERS;
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
    /** Id of the first execution input, if there is one. */
    execInput: string | undefined,
  ) {
    this.pins = execInput === undefined ? NONE : [execInput];
  }

  leadsThrough(pin: string): boolean {
    return this.pins[0] === pin;
  }

  /** The pure nodes to evaluate before this one, in order; worked out at the first activation. */
  get dependencies(): readonly CompiledNode[] | 'cyclic' {
    if (this.dependencyList !== undefined) return this.dependencyList;
    const dependencies = pureDependencies(this);
    const isShort = dependencies === 'cyclic' || dependencies.length <= MOST_KEPT;
    if (isShort) this.dependencyList = dependencies;
    return dependencies;
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
