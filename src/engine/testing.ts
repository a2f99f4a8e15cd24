import { encodeDefault, type NodeJson, nodeJson, type PinJson } from './node-json.js';
import type { AnyNodeType } from './node-type.js';
import type { Value } from './value.js';

export { RecordingHost } from './recording-host.testing.js';

interface VariableOptions {
  readonly secret?: boolean;
  readonly exposed?: boolean;
}

/**
 * Writes boards in the ecosystem's JSON that read like what they do:
 *
 *     aBoard(allNodes)
 *       .node('start', 'events_simple')
 *       .node('hello', 'log_info', { message: 'Hello' })
 *       .wire('start.exec_out', 'hello.exec_in')
 *       .json()
 *
 * Pins are named `node.pin`; of several pins with one name the n-th is `node.pin#n`.
 */
export class BoardBuilder {
  private readonly nodes = new Map<string, NodeJson>();
  private readonly pins = new Map<string, PinJson>();
  private readonly variables: Record<string, object> = {};
  private readonly layers: Record<string, object> = {};

  constructor(
    private readonly nodeTypes: readonly AnyNodeType[],
    private readonly fields: Readonly<Record<string, unknown>>,
  ) {}

  /** Places a node; `defaults` are the values typed into its inputs. */
  node(id: string, type: string, defaults: Readonly<Record<string, Value>> = {}): this {
    const found = this.nodeTypes.find(({ name }) => name === type);
    const node = found
      ? nodeJson(found, id, (_, name, position) => pinId(id, name, position))
      : unknownNode(id, type);
    this.nodes.set(id, node);
    for (const pin of Object.values(node.pins)) this.pins.set(pin.id, pin);
    for (const [name, value] of Object.entries(defaults)) this.default(`${id}.${name}`, value);
    return this;
  }

  /** Adds a pin, as an editor's user can. */
  pin(at: string, direction: 'Input' | 'Output', dataType: string): this {
    const [id, name] = split(at);
    const node = this.nodes.get(id)!;
    const peers = Object.values(node.pins).filter(({ pin_type }) => pin_type === direction);
    const position = peers.filter((peer) => peer.name === name).length + 1;
    const pin = barePin(pinId(id, name, position), name, direction, dataType, peers.length + 1);
    node.pins[pin.id] = pin;
    this.pins.set(pin.id, pin);
    return this;
  }

  default(at: string, value: Value): this {
    this.find(at).default_value = encodeDefault(value);
    return this;
  }

  wire(from: string, to: string): this {
    const [source, target] = [this.find(from), this.find(to)];
    source.connected_to.push(target.id);
    target.depends_on.push(source.id);
    return this;
  }

  /** A link that only its source knows of. */
  halfWire(from: string, targetId: string): this {
    this.find(from).connected_to.push(targetId);
    return this;
  }

  /** Changes the data type of a pin, as an editor does when a wire is drawn. */
  type(at: string, dataType: string): this {
    this.find(at).data_type = dataType;
    return this;
  }

  variable(id: string, value: Value, options: VariableOptions = {}): this {
    this.variables[id] = {
      id,
      name: id,
      default_value: encodeDefault(value),
      data_type: 'Generic',
      value_type: 'Normal',
      exposed: options.exposed ?? false,
      secret: options.secret ?? false,
      editable: true,
    };
    return this;
  }

  /** A layer with relay pins, named like node pins: `layer.pin`. */
  layer(id: string, pins: Readonly<Record<string, string>>): this {
    const made = Object.entries(pins).map(([name, dataType]) =>
      barePin(pinId(id, name, 1), name, 'Input', dataType, 1),
    );
    for (const pin of made) this.pins.set(pin.id, pin);
    const byId = Object.fromEntries(made.map((pin) => [pin.id, pin]));
    this.layers[id] = { id, parent_id: null, name: id, type: 'Collapsed', pins: byId };
    return this;
  }

  json(): object {
    return {
      id: 'board',
      name: 'Board',
      description: '',
      nodes: Object.fromEntries(this.nodes),
      variables: this.variables,
      comments: {},
      viewport: [0, 0, 0],
      version: [0, 0, 1],
      stage: 'Dev',
      log_level: 'Debug',
      execution_mode: 'Hybrid',
      refs: {},
      layers: this.layers,
      page_ids: [],
      created_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
      updated_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
      ...this.fields,
    };
  }

  private find(at: string): PinJson {
    const pin = this.pins.get(at);
    if (pin === undefined) throw new Error(`The test board has no pin ${at}`);
    return pin;
  }
}

export function aBoard(
  nodeTypes: readonly AnyNodeType[],
  fields: Readonly<Record<string, unknown>> = {},
): BoardBuilder {
  return new BoardBuilder(nodeTypes, fields);
}

function pinId(node: string, name: string, position: number): string {
  return position === 1 ? `${node}.${name}` : `${node}.${name}#${position}`;
}

function split(at: string): [node: string, pin: string] {
  const dot = at.indexOf('.');
  return [at.slice(0, dot), at.slice(dot + 1)];
}

function barePin(
  id: string,
  name: string,
  direction: 'Input' | 'Output',
  dataType: string,
  index: number,
): PinJson {
  return {
    id,
    name,
    friendly_name: name,
    description: '',
    pin_type: direction,
    data_type: dataType,
    schema: null,
    value_type: 'Normal',
    depends_on: [],
    connected_to: [],
    default_value: null,
    index,
    options: null,
  };
}

function unknownNode(id: string, name: string): NodeJson {
  const pin = barePin(`${id}.exec_in`, 'exec_in', 'Input', 'Execution', 1);
  return {
    id,
    name,
    friendly_name: name,
    description: '',
    category: '',
    coordinates: null,
    pins: { [pin.id]: pin },
    start: null,
    long_running: null,
    event_callback: null,
    layer: null,
  };
}
