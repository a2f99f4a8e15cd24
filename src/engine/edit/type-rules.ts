import type { ValueType } from '../board.js';
import type { NodeJson, PinJson } from '../node-json.js';
import type { BoardView } from './board-view.js';
import { mapValues, withChanges } from './changes.js';

/** How pins of a node type take their types from what is wired to them. Pins are given by name. */
export interface TypeRules<Pin extends string = string> {
  /** Each of these takes the type of the pin at the other end of its wire; Generic without one. */
  readonly match: readonly MatchRule<Pin>[];
  /** Of each group, the first pin that is not Generic gives its type to the others. */
  readonly sameDataType?: readonly (readonly Pin[])[];
  /** The same for whether they hold one value, an array, a map or a set. */
  readonly sameValueType?: readonly (readonly Pin[])[];
}

interface MatchRule<Pin extends string> {
  readonly pin: Pin;
  /** Whatever is wired, it stays this. */
  readonly valueType?: ValueType;
  /** All pins of this name, in groups too; else only the first. */
  readonly every?: boolean;
}

/** What a pin carries. */
type PinType = Pick<PinJson, 'data_type' | 'value_type' | 'schema'>;

export function applyTypeRules(node: NodeJson, rules: TypeRules, board: BoardView): NodeJson {
  const pins = byName(node);
  const every = new Set(rules.match.filter((rule) => rule.every).map(({ pin }) => pin));
  const named = (name: string) => {
    const all = pins.get(name) ?? [];
    return every.has(name) ? all : all.slice(0, 1);
  };
  const matched = new Map<PinJson, PinType>();
  for (const { pin: name, valueType } of rules.match)
    for (const pin of named(name)) matched.set(pin, matchedType(pin, valueType, board));
  // Leaders are found by what the wires say: a pin that has followed looks as if it knew its type.
  const followed = new Map(matched);
  const follow = (
    groups: readonly (readonly string[])[] | undefined,
    signs: readonly ((type: PinType) => boolean)[],
    part: (type: PinType) => Partial<PinType>,
  ) => {
    for (const names of groups ?? []) {
      const group = names.flatMap(named);
      const types = group.map((pin) => matched.get(pin) ?? pin);
      const leader = signs.map((sign) => types.find(sign)).find((type) => type !== undefined);
      if (leader === undefined) continue;
      for (const pin of group)
        followed.set(pin, { ...(followed.get(pin) ?? pin), ...part(leader) });
    }
  };
  follow(rules.sameDataType, [isTyped], ({ data_type, schema }) => ({ data_type, schema }));
  follow(rules.sameValueType, [isTyped, isMany], ({ value_type }) => ({ value_type }));
  const changed = mapValues(node.pins, (pin) => {
    const type = followed.get(pin);
    return type === undefined ? pin : withChanges(pin, typeOnly(type));
  });
  return withChanges(node, { pins: changed });
}

const isTyped = ({ data_type }: PinType) => data_type !== 'Generic';
const isMany = ({ value_type }: PinType) => value_type !== 'Normal';

function matchedType(pin: PinJson, valueType: ValueType | undefined, board: BoardView): PinType {
  const peer = board.findPeer(pin);
  if (peer === undefined)
    return { data_type: 'Generic', value_type: valueType ?? 'Normal', schema: null };
  return { ...typeOnly(peer), value_type: valueType ?? peer.value_type };
}

const typeOnly = ({ data_type, value_type, schema }: PinType): PinType => ({
  data_type,
  value_type,
  schema,
});

/** Of several pins with one name, by index. */
function byName(node: NodeJson): ReadonlyMap<string, readonly PinJson[]> {
  const pins = new Map<string, PinJson[]>();
  for (const pin of Object.values(node.pins)) {
    const others = pins.get(pin.name);
    if (others === undefined) pins.set(pin.name, [pin]);
    else others.push(pin);
  }
  for (const alike of pins.values()) alike.sort((left, right) => left.index - right.index);
  return pins;
}
