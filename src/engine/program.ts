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
  readonly through: readonly string[];
}

/** The way in through the pins of both, which belong to one node. */
export function bothWays(one: Entrance, other: Entrance): Entrance {
  if (one === other) return one;
  return { node: one.node, through: [...new Set([...one.through, ...other.through])] };
}

const NONE: readonly never[] = [];
const NO_SLOTS: ReadonlyMap<string, number> = new Map();

/** Is a way in itself: through its first execution input, which for most nodes is the only one. */
export class CompiledNode implements Entrance {
  readonly node: CompiledNode = this;
  readonly through: readonly string[];
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
    /** Id of the first execution input, if there is one. */
    execInput: string | undefined,
  ) {
    this.through = execInput === undefined ? NONE : [execInput];
  }

  /** The pure nodes to evaluate before this one, in order; worked out at the first activation. */
  get dependencies(): readonly CompiledNode[] | 'cyclic' {
    return (this.dependencyList ??= pureDependencies(this));
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
