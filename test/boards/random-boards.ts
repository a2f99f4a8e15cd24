import type fc from 'fast-check';
import {
  type AnyNodeType,
  type BoardJson,
  encodeDefault,
  nodeJson,
  type NodeJson,
  type PinJson,
  parseValue,
} from '../../src/engine/index.js';
import { type BoardPlan, boardPlans } from './random-board-plans.js';

/**
 * Boards of real node types and unknown ones, wired in any way, directly and through layers: what a short form
 * has to keep.
 */
export function randomBoards(nodeTypes: readonly AnyNodeType[]): fc.Arbitrary<BoardJson> {
  return boardPlans(nodeTypes.map(({ name }) => name)).map((plan) => boardOf(plan, nodeTypes));
}

function boardOf(drawn: BoardPlan, nodeTypes: readonly AnyNodeType[]): BoardJson {
  let count = 0;
  const newId = () => `p${(count++ * 7919) % 10007}`;
  const layerIds = drawn.layers.map((_, index) => `layer${index}`);
  const layerAt = (index: number | null) => (index === null ? null : (layerIds[index] ?? null));
  const nodes = drawn.nodes.flatMap((each, index): NodeJson[] => {
    const id = drawn.ids[index];
    if (id === undefined) return [];
    const type = nodeTypes.find(({ name }) => name === each.type);
    const base = type ? nodeJson(type, id, newId) : { ...blankNode(id), name: each.type };
    const pins = Object.values(base.pins).filter((_, place) => place !== each.dropped);
    for (const { direction, dataType, valueType, ...extra } of each.extra)
      pins.push({
        ...blankPin(newId()),
        name: extra.name,
        friendly_name: extra.title,
        schema: extra.schema,
        pin_type: direction,
        data_type: dataType,
        value_type: valueType,
        index: extra.index,
      });
    for (const [place, json] of each.values) {
      const pin = pins[place];
      if (pin !== undefined) pin.default_value = encodeDefault(parseValue(json));
    }
    return [
      {
        ...base,
        pins: Object.fromEntries(pins.map((pin) => [pin.id, pin])),
        friendly_name: each.title ?? base.friendly_name,
        description: each.description ?? base.description,
        comment: each.comment,
        coordinates: each.coordinates,
        layer: layerAt(each.layer),
        start: each.start ?? base.start,
        version: each.version ?? base.version ?? null,
        fn_refs:
          each.calls === null
            ? null
            : {
                fn_refs: [drawn.ids[each.calls] ?? 'nobody'],
                can_reference_fns: each.calls % 2 === 0,
                can_be_referenced_by_fns: each.calls % 3 === 0,
              },
      },
    ];
  });
  const layers = drawn.layers.map((each, index) => ({
    id: layerIds[index]!,
    parent_id: layerAt(each.parent),
    name: each.name,
    type: 'Collapsed',
    nodes: {},
    variables: {},
    comments: {},
    pins: {} as Pins,
    coordinates: each.at ?? [0, 0, 0],
    in_coordinates: each.enter,
    out_coordinates: null,
    comment: null,
    error: null,
    color: null,
  }));
  const pins = nodes.flatMap((node) => Object.values(node.pins));
  const outputs = pins.filter(({ pin_type }) => pin_type === 'Output');
  const inputs = pins.filter(({ pin_type }) => pin_type === 'Input');
  for (const [from, to, layer] of drawn.wires) {
    const [output, input] = [outputs[from % outputs.length], inputs[to % inputs.length]];
    if (output === undefined || input === undefined) continue;
    // Which of several wires counts is for their ids to say; relay pins get new ones at every clean-up.
    const isTaken = layers.length > 0 && input.depends_on.length > 0;
    if (isTaken && input.data_type !== 'Execution') continue;
    const place = layer === null ? undefined : layers[layer];
    if (place === undefined) join(output, input);
    else {
      const relay = { ...input, id: newId(), depends_on: [], connected_to: [] };
      place.pins[relay.id] = relay;
      // Some relays are fed by nobody.
      if (from % 5 > 0) join(output, relay);
      join(relay, input);
    }
  }
  const named = <T extends { id: string }>(items: T[]) =>
    Object.fromEntries(items.map((item) => [item.id, item]));
  return {
    id: drawn.ids.at(-1) ?? 'board',
    name: drawn.name,
    description: drawn.description,
    nodes: named(nodes),
    layers: named(layers),
    variables: named(
      drawn.variables.map(({ value, ...each }, index) => ({
        ...each,
        id: index === 0 ? 'v1' : `dj1rpux2s8dl9b7o93o6nre${index}`,
        secret: false,
        description: null,
        default_value: value === null ? null : encodeDefault(parseValue(value)),
      })),
    ),
    comments: named(
      drawn.comments.map(({ content, at, z, layer, seconds: secs }, index) => ({
        id: `comment${index}`,
        author: null,
        content,
        comment_type: 'Text',
        coordinates: at,
        timestamp: { secs_since_epoch: secs, nanos_since_epoch: 120_000_000 },
        width: 10,
        height: 20.5,
        layer: layerAt(layer),
        color: null,
        z_index: z,
        is_locked: null,
      })),
    ),
    viewport: [0, 0, 0],
    version: [0, 0, 1],
    stage: 'Dev',
    log_level: 'Debug',
    execution_mode: 'Hybrid',
    refs: { k1: 'A long text.' },
    page_ids: [],
    created_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
    updated_at: { secs_since_epoch: 0, nanos_since_epoch: 0 },
  } as unknown as BoardJson;
}

type Pins = Record<string, PinJson>;

function join(from: PinJson, to: PinJson): void {
  from.connected_to = [...new Set([...from.connected_to, to.id])].sort();
  to.depends_on = [...new Set([...to.depends_on, from.id])].sort();
}

function blankNode(id: string): NodeJson {
  const pin = { ...blankPin(`${id} in`), name: 'exec_in', data_type: 'Execution' };
  return {
    id,
    name: '',
    friendly_name: 'Some node',
    description: '',
    category: 'Unknown',
    coordinates: null,
    pins: { [pin.id]: pin },
    start: null,
    long_running: true,
    event_callback: null,
    layer: null,
  };
}

function blankPin(id: string): PinJson {
  return {
    id,
    name: '',
    friendly_name: '',
    description: '',
    pin_type: 'Input',
    data_type: 'Generic',
    schema: null,
    value_type: 'Normal',
    depends_on: [],
    connected_to: [],
    default_value: null,
    index: 1,
    options: null,
  };
}
