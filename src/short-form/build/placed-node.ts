import {
  type AnyNodeType,
  encodeDefault,
  type NodeJson,
  type PinJson,
  type Value,
} from '../../engine/index.js';
import type { Direction, NodeDraft, PinDraft, PinName } from '../draft.js';
import { addedPin } from './added-pins.js';
import type { PinIds } from './pin-ids.js';
import { plainJson } from './plain-json.js';
import { blankPin, isExecution, pinsOf } from './pins-of-node.js';

/** A node while it is put together. Pins are found by name and number. */
export class PlacedNode {
  private readonly pins: Record<Direction, PinJson[]>;
  private readonly byName: Record<Direction, Map<string, PinJson[]>>;

  constructor(
    private node: NodeJson,
    private readonly pinIds: PinIds,
    /** Undefined for types that only the text knows. */
    readonly type: AnyNodeType | undefined,
  ) {
    const copies = (direction: Direction) => pinsOf(node, direction).map((pin) => ({ ...pin }));
    this.pins = { Input: copies('Input'), Output: copies('Output') };
    this.byName = { Input: groupByName(this.pins.Input), Output: groupByName(this.pins.Output) };
  }

  /** Gives ids to pins that were added without any. */
  nameNewPins(isNew: (id: string) => boolean): void {
    for (const direction of ['Input', 'Output'] as const)
      for (const [name, pins] of this.byName[direction])
        for (const [position, pin] of pins.entries())
          if (isNew(pin.id)) pin.id = this.pinIds.of(this.node.id, direction, name, position + 1);
  }

  get typeName(): string {
    return this.node.name;
  }

  all(direction: Direction): readonly PinJson[] {
    return this.pins[direction];
  }

  named(direction: Direction, name: string): readonly PinJson[] {
    return this.byName[direction].get(name) ?? [];
  }

  find(direction: Direction, { name, number }: PinName): PinJson | undefined {
    return this.named(direction, name)[number - 1];
  }

  /** Adds a pin behind the others of its direction. */
  add(direction: Direction, name: string): PinJson {
    const number = this.named(direction, name).length + 1;
    const id = this.pinIds.of(this.node.id, direction, name, number);
    const pin = { ...blankPin(id, name, direction), ...addedPin(this.type, direction, name) };
    this.pins[direction].push(pin);
    if (number === 1) this.byName[direction].set(name, [pin]);
    else this.byName[direction].get(name)!.push(pin);
    return pin;
  }

  /** Makes a pin what the text says it is. False if it can't be added: others of its name are missing. */
  declare(direction: Direction, draft: PinDraft): boolean {
    const { name, number } = draft.pin;
    if (draft.type === 'none') {
      this.keepOnly(direction, name, number - 1);
      return true;
    }
    let pin = this.find(direction, draft.pin);
    if (pin === undefined) {
      if (this.named(direction, name).length !== number - 1) return false;
      pin = this.add(direction, name);
    }
    if (draft.type !== undefined) {
      pin.data_type = draft.type.dataType;
      pin.value_type = draft.type.valueType;
      pin.schema = draft.schema ?? null;
    }
    if (draft.schema !== undefined) pin.schema = draft.schema;
    if (draft.title !== undefined) pin.friendly_name = draft.title;
    if (draft.description !== undefined) pin.description = draft.description;
    if (draft.options !== undefined) pin.options = plainJson(draft.options) as object | null;
    if (draft.unset === true) pin.default_value = null;
    if (draft.value !== undefined) pin.default_value = encodeDefault(draft.value);
    return true;
  }

  setValue(pin: PinJson, value: Value): void {
    pin.default_value = encodeDefault(value);
  }

  /** Everything the text says of the node itself, apart from the values and wires of its inputs. */
  applyFacts(draft: NodeDraft, fnRefs: string[] | undefined): void {
    const { title, description, comment, start, version } = draft;
    const node = { ...this.node };
    if (title !== undefined) node.friendly_name = title;
    if (description !== undefined) node.description = description;
    if (comment !== undefined) node.comment = comment;
    if (start !== undefined) node.start = start;
    if (version !== undefined) node.version = version;
    const { canReferenceFns, canBeReferencedByFns } = draft;
    if ((fnRefs ?? canReferenceFns ?? canBeReferencedByFns) !== undefined)
      node.fn_refs = {
        fn_refs: fnRefs ?? node.fn_refs?.fn_refs ?? [],
        can_reference_fns: canReferenceFns ?? node.fn_refs?.can_reference_fns ?? false,
        can_be_referenced_by_fns:
          canBeReferencedByFns ?? node.fn_refs?.can_be_referenced_by_fns ?? false,
      };
    this.node = node;
    for (const direction of ['Input', 'Output'] as const) {
      for (const pin of draft.pins[direction]) this.declare(direction, pin);
      const order = draft.order?.[direction];
      if (order !== undefined) this.sort(direction, order);
    }
  }

  /** The execution pins of a direction, error pins aside. */
  execution(direction: Direction): readonly PinJson[] {
    return this.pins[direction].filter(
      (pin) => isExecution(pin) && pin.name !== 'auto_handle_error',
    );
  }

  toJson(): NodeJson {
    const numbered = (['Input', 'Output'] as const).flatMap((direction) =>
      this.pins[direction].map((pin, position) => ({ ...pin, index: position + 1 })),
    );
    return { ...this.node, pins: Object.fromEntries(numbered.map((pin) => [pin.id, pin])) };
  }

  /** Keeps the first few pins of a name. */
  private keepOnly(direction: Direction, name: string, count: number): void {
    const pins = this.named(direction, name);
    if (pins.length <= count) return;
    const gone = new Set(pins.slice(count));
    this.pins[direction] = this.pins[direction].filter((pin) => !gone.has(pin));
    this.byName[direction].set(name, pins.slice(0, count));
  }

  private sort(direction: Direction, order: readonly string[]): void {
    const left = new Map([...this.byName[direction]].map(([name, pins]) => [name, [...pins]]));
    const first = order.flatMap((name) => left.get(name)?.shift() ?? []);
    const listed = new Set(first);
    this.pins[direction] = [...first, ...this.pins[direction].filter((pin) => !listed.has(pin))];
  }
}

function groupByName(pins: readonly PinJson[]): Map<string, PinJson[]> {
  const groups = new Map<string, PinJson[]>();
  for (const pin of pins) {
    const group = groups.get(pin.name);
    if (group === undefined) groups.set(pin.name, [pin]);
    else group.push(pin);
  }
  return groups;
}
