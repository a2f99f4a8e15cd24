import type { Activation } from './activation.js';
import { NO_SLOT } from './bound-pins.js';
import { failureText } from './failure.js';
import type { AnyNodeType, NodeBody } from './node-type.js';
import type { PlacedNode, PlacedPin } from './placed-node.js';
import type { CompiledNode } from './program.js';
import type { Value } from './value.js';
import type { Wiring } from './wiring.js';

/** How the nodes of a run are recorded; only programs that were compiled for it record anything. */
export interface RecordOptions {
  /** Milliseconds since 1970 UTC, with fractions. */
  now(): number;
  /**
   * What to keep of a value that a node got or gave: short, and without secrets; undefined once enough is kept.
   * `secret` values must not be told at all. Without it only times are kept.
   */
  readonly keep?: ((value: Value, secret: boolean) => Value | undefined) | undefined;
  /** Told of every activation that has ended, and at the end of the run of those that have not. Must not throw. */
  readonly ended?: ((activation: EndedActivation) => void) | undefined;
}

/** One activation of a node, as it is over. */
export interface EndedActivation {
  readonly node: CompiledNode;
  /** Milliseconds since 1970 UTC, with fractions. */
  readonly start: number;
  /** What it waited for and the nodes that it ran itself (loops) included. */
  readonly ms: number;
  readonly failed: boolean;
}

/** What is known of one node after a run. */
export interface NodeRecord {
  readonly nodeId: string;
  /** Name the board's author sees. */
  readonly name: string;
  readonly activations: number;
  /** In all activations, what they waited for and the nodes that they ran themselves (loops) included. */
  readonly totalMs: number;
  /** Milliseconds since 1970 UTC. */
  readonly firstStart: number;
  /** The first few activations; empty when only times were kept. */
  readonly samples: readonly NodeSample[];
}

export interface NodeSample {
  readonly start: number;
  /** Undefined for one that had not ended when the run did. */
  readonly ms: number | undefined;
  /** By pin. Those it had when it started. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** Those it had when it ended. */
  readonly outputs: Readonly<Record<string, Value>>;
  /** Why the activation failed. */
  readonly error?: Value | undefined;
}

/** Activations of each node whose values are kept. */
const MOST_SAMPLES = 10;

interface RecordedPin {
  readonly name: string;
  readonly slot: number;
  readonly fallback: Value | undefined;
  readonly secret: boolean;
}

interface Entry {
  readonly node: CompiledNode;
  readonly firstStart: number;
  activations: number;
  totalMs: number;
  readonly samples: Sample[];
}

interface Sample {
  readonly start: number;
  ms: number | undefined;
  readonly inputs: Readonly<Record<string, Value>>;
  outputs: Readonly<Record<string, Value>>;
  error?: Value;
}

interface Span {
  readonly entry: Entry;
  readonly start: number;
  readonly hidesAll: boolean;
  readonly sample: Sample | undefined;
}

/** Measures the nodes of one run. */
export class NodeRecorder {
  /** By node index. */
  private readonly entries: (Entry | undefined)[] = [];
  private readonly open = new Set<Span>();
  private isFull = false;

  constructor(private readonly options: RecordOptions) {}

  begin(at: Activation, pins: RecordedPins): Span {
    const start = this.options.now();
    const { node } = at;
    const entry = (this.entries[node.index] ??= {
      node,
      firstStart: start,
      activations: 0,
      totalMs: 0,
      samples: [],
    });
    entry.activations++;
    const hidesAll = pins.nameSecret(at);
    const span = {
      entry,
      start,
      hidesAll,
      sample: this.sampleOf(at, entry, start, pins, hidesAll),
    };
    this.open.add(span);
    return span;
  }

  end(at: Activation, span: Span, pins: RecordedPins, thrown?: { readonly error: unknown }): void {
    const { entry, start, sample, hidesAll } = span;
    const ms = this.options.now() - start;
    this.open.delete(span);
    entry.totalMs += ms;
    this.options.ended?.({ node: entry.node, start, ms, failed: thrown !== undefined });
    if (sample === undefined) return;
    sample.ms = ms;
    sample.outputs = this.valuesOf(at, pins.outputs, hidesAll);
    if (thrown === undefined) return;
    const error = this.options.keep?.(failureText(thrown.error), hidesAll);
    if (error !== undefined) sample.error = error;
  }

  /** Those that were activated, by time, longest first. What still runs counts up to now. */
  records(): NodeRecord[] {
    const now = this.options.now();
    for (const { entry, start } of this.open) {
      entry.totalMs += now - start;
      this.options.ended?.({ node: entry.node, start, ms: now - start, failed: false });
    }
    this.open.clear();
    return this.entries
      .filter((entry) => entry !== undefined)
      .map(({ node, ...measured }) => ({ nodeId: node.id, name: node.title, ...measured }))
      .sort((left, right) => right.totalMs - left.totalMs);
  }

  private sampleOf(
    at: Activation,
    { samples }: Entry,
    start: number,
    pins: RecordedPins,
    hidesAll: boolean,
  ): Sample | undefined {
    if (this.options.keep === undefined || this.isFull || samples.length >= MOST_SAMPLES)
      return undefined;
    const inputs = this.valuesOf(at, pins.inputs, hidesAll);
    const sample: Sample = { start, ms: undefined, inputs, outputs: {} };
    samples.push(sample);
    return sample;
  }

  private valuesOf(
    at: Activation,
    pins: readonly RecordedPin[],
    hidesAll: boolean,
  ): Readonly<Record<string, Value>> {
    const values: [string, Value][] = [];
    for (const pin of pins) {
      const value = valueOf(at, pin);
      if (value === undefined || this.isFull) continue;
      const kept = this.options.keep!(value, pin.secret || (hidesAll && pin.name !== VARIABLE_PIN));
      if (kept === undefined) this.isFull = true;
      else values.push([pin.name, kept]);
    }
    return Object.fromEntries(values);
  }
}

/** Where nodes are told which variable they are about. */
const VARIABLE_PIN = 'var_ref';

function valueOf(at: Activation, { slot, fallback }: RecordedPin): Value | undefined {
  if (slot === NO_SLOT) return fallback;
  return at.frame.overrides?.get(slot) ?? at.run.slots[slot] ?? fallback;
}

/** The data pins of a placed node, as far as a recorder looks at them. */
export class RecordedPins {
  readonly inputs: readonly RecordedPin[];
  readonly outputs: readonly RecordedPin[];
  private readonly variable: RecordedPin | undefined;

  constructor(placed: PlacedNode, type: AnyNodeType | undefined, wiring: Wiring) {
    const isSecret = ({ pin }: PlacedPin, specs: AnyNodeType['inputs'] | undefined) => {
      const spec =
        specs !== undefined && Object.hasOwn(specs, pin.name) ? specs[pin.name] : undefined;
      return spec?.kind === 'data' && spec.options?.sensitive === true;
    };
    const data = (pins: readonly PlacedPin[]) => numbered(pins.filter(({ isExec }) => !isExec));
    this.inputs = data(placed.inputs).map(([name, pin]) => {
      const { slot, fallback } = wiring.sourceOf(pin);
      return { name, slot, fallback, secret: isSecret(pin, type?.inputs) };
    });
    this.outputs = data(placed.outputs).map(([name, pin]) => {
      const secret = isSecret(pin, type?.outputs);
      return { name, slot: pin.slot, fallback: undefined, secret };
    });
    this.variable = this.inputs.find(({ name }) => name === VARIABLE_PIN);
  }

  /** Whether the node is about a secret variable: what it passes on is one, whatever it is now. */
  nameSecret(at: Activation): boolean {
    if (this.variable === undefined) return false;
    const id = valueOf(at, this.variable);
    const { variableIndex, variables } = at.run.program;
    const index = typeof id === 'string' ? variableIndex.get(id) : undefined;
    return index !== undefined && variables[index]!.secret;
  }
}

/** Pins by name; the second of a name is called `name (2)`. */
function numbered(pins: readonly PlacedPin[]): [name: string, pin: PlacedPin][] {
  const seen = new Map<string, number>();
  return pins.map((placed) => {
    const { name } = placed.pin;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name} (${count})`, placed];
  });
}

/** The same body, measured in runs that have a recorder. */
export function recorded(body: NodeBody, pins: RecordedPins): NodeBody {
  return (at) => {
    const { recorder } = at.run;
    if (recorder === undefined) return body(at);
    const span = recorder.begin(at, pins);
    const fail = (error: unknown): never => {
      recorder.end(at, span, pins, { error });
      throw error;
    };
    let waiting: void | Promise<void>;
    try {
      waiting = body(at);
    } catch (error) {
      return fail(error);
    }
    if (waiting === undefined) return recorder.end(at, span, pins);
    return Promise.resolve(waiting).then(() => recorder.end(at, span, pins), fail);
  };
}
