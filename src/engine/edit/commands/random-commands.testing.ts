import fc from 'fast-check';
import { nodeJson, type PinJson } from '../../node-json.js';
import type { BoardJson } from '../board-json.js';
import { sink, source } from '../boards.testing.js';

// Commands that clients could send for a board, drawn without knowing it.

export interface Draw {
  readonly kind: number;
  readonly numbers: readonly number[];
  readonly flag: boolean;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.nat(15),
  numbers: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
  flag: fc.boolean(),
});

/** Batches of draws; `commandOf` makes a command of each when the board is known. */
export const draws: fc.Arbitrary<Draw[][]> = fc.array(
  fc.array(draw, { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 6 },
);

/** A command for this board; mostly one that can be done. */
export function commandOf(board: BoardJson, { kind, numbers, flag }: Draw): object {
  let made = Object.keys(board.nodes).length;
  const pick = <T>(items: readonly T[], number: number): T => items[number % items.length]!;
  const [a = 0, b = 0, c = 0, d = 0, ...rest] = numbers;
  const nodes = Object.values(board.nodes);
  const layers = Object.values(board.layers);
  const comments = Object.values(board.comments);
  const variables = Object.values(board.variables);
  const owners = [...nodes, ...layers];
  const node = pick(nodes, a);
  const current_layer = flag ? null : (pick(layers, b)?.id ?? null);
  const fresh = () => `made-${numbers.join('')}-${++made}`;
  const ends = () => {
    const [from, from_pin] = pick(pinsFor('Output'), a + b) ?? [];
    const [to, to_pin] = pick(pinsFor('Input'), c + d) ?? [];
    return { from_node: from, from_pin, to_node: to, to_pin };
  };
  // Pins of layers may be either end.
  const pinsFor = (direction: string) => [
    ...nodes.flatMap(({ id, pins }) => pinIds(id, pins, (pin) => pin.pin_type === direction)),
    ...layers.flatMap(({ id, pins }) => pinIds(id, pins, () => true)),
  ];
  const wires = owners.flatMap((from) =>
    Object.values(from.pins).flatMap((pin) =>
      (pin.connected_to ?? []).map((to_pin) => ({
        from_node: from.id,
        from_pin: pin.id,
        to_node: owners.find(({ pins }) => Object.hasOwn(pins, to_pin))?.id,
        to_pin,
      })),
    ),
  );
  switch (kind) {
    case 0:
      return {
        command_type: 'AddNode',
        node: nodeJson(flag ? source : sink, fresh(), fresh),
        current_layer,
      };
    case 1:
      return {
        command_type: 'UpdateNode',
        node: {
          ...node,
          friendly_name: `Named ${b}`,
          layer: current_layer,
          pins: dropOne(node, c),
        },
      };
    case 2:
      return { command_type: 'RemoveNode', node, connected_nodes: [] };
    case 3: {
      const ids = [...nodes, ...layers, ...comments].map(({ id }) => id);
      const ending = layers.flatMap(({ id }) => [`${id}-input`, `${id}-return`]);
      const to_coordinates = [b - 500, c, 0];
      return { command_type: 'MoveNode', node_id: pick([...ids, ...ending], a), to_coordinates };
    }
    case 4:
      return {
        command_type: 'CopyPaste',
        original_nodes: nodes.filter((_, index) => (a >> index) & 1),
        original_layers: layers.filter((_, index) => (b >> index) & 1),
        original_comments: comments.filter((_, index) => (c >> index) & 1),
        offset: [d, d, 0],
        current_layer,
      };
    case 5: {
      const pin = pick(Object.values(pick(owners, a)?.pins ?? {}), b);
      const id = flag ? pin?.id : fresh();
      const changed = { ...pin, id, friendly_name: `Pin ${c}`, connected_to: [] };
      return { command_type: 'UpsertPin', node_id: pick(owners, a)?.id, pin: changed };
    }
    case 6:
    case 7:
    case 8:
    case 9:
      return { command_type: 'ConnectPin', ...ends() };
    case 10:
      return { command_type: 'DisconnectPin', ...(pick(wires, a) ?? ends()) };
    case 11: {
      const id = flag ? `v${a % 3}` : (pick(variables, a)?.id ?? 'v');
      const variable = { id, name: `V${b}`, data_type: 'String', default_value: [34, 34] };
      return { command_type: 'UpsertVariable', variable };
    }
    case 12:
      return { command_type: 'RemoveVariable', variable: pick(variables, a) };
    case 13: {
      if (flag && comments.length > 0)
        return { command_type: 'RemoveComment', comment: pick(comments, a) };
      const id = `c${b % 3}`;
      return { command_type: 'UpsertComment', comment: { id, content: `${c}` }, current_layer };
    }
    case 14: {
      const items = [...nodes, ...layers, ...comments].map(({ id }) => id);
      const layer = flag
        ? { id: b % 2 ? fresh() : 'lost', coordinates: [a, b, 0] }
        : pick(layers, a);
      const node_ids = rest.map((number) => pick(items, number));
      return { command_type: 'UpsertLayer', layer, node_ids, current_layer };
    }
    default:
      return { command_type: 'RemoveLayer', layer: pick(layers, a), preserve_nodes: flag };
  }
}

function pinIds(owner: string, pins: Record<string, PinJson>, fits: (pin: PinJson) => boolean) {
  return Object.values(pins)
    .filter(fits)
    .map(({ id }): [owner: string, pin: string] => [owner, id]);
}

function dropOne(node: BoardJson['nodes'][string] | undefined, number: number) {
  const pins = Object.entries(node?.pins ?? {});
  return Object.fromEntries(pins.filter((_, index) => index !== number % (pins.length * 2)));
}
