import {
  type BoardNode,
  type BoardPin,
  equalValues,
  type NodeJson,
  parseValue,
  type PinJson,
  type Value,
} from '../../engine/index.js';
import { addedPin } from '../build/added-pins.js';
import { type DescribedBoard, NOWHERE } from './described-board.js';
import type { Direction, NodeDraft, PinDraft, PinName, PinOrder, Setting } from '../draft.js';
import { optionsOf } from './pin-options.js';
import type { PlacedNode } from '../build/placed-node.js';
import { isExecution, pinsByName } from '../build/pins-of-node.js';

const DIRECTIONS = ['Input', 'Output'] as const;

type Facts = { -readonly [K in keyof NodeDraft]?: NodeDraft[K] };

/**
 * What has to be said of one node. Begins with its values and wires; then `amend` compares the node that
 * this makes with the one on the board and adds what is different, until nothing is.
 */
export class NodeAccount {
  private readonly facts: Facts;
  private readonly pins = {
    Input: new Map<string, PinDraft>(),
    Output: new Map<string, PinDraft>(),
  };
  private order: PinOrder | undefined;
  private readonly settings: readonly Setting[];
  private isAmended = false;

  constructor(
    private readonly described: DescribedBoard,
    private readonly node: BoardNode,
    fresh: PlacedNode,
  ) {
    this.facts = this.ownFacts(described.jsonOf(node));
    this.settings = [...this.settingsBeside(fresh)];
  }

  toDraft(): NodeDraft {
    return {
      name: this.described.nodeNames.get(this.node.id)!,
      place: NOWHERE,
      type: this.node.name,
      typePlace: NOWHERE,
      ...this.facts,
      pins: { Input: [...this.pins.Input.values()], Output: [...this.pins.Output.values()] },
      order: this.order,
      settings: this.settings,
    };
  }

  /**
   * Answers whether there was anything to add. A node that makes pins after what is around it has to wait
   * for the second round: what it follows may not be all there yet in the first.
   */
  amend(built: NodeJson, placed: PlacedNode, isFirst: boolean): boolean {
    if (isFirst && placed.type?.onUpdate !== undefined) return true;
    this.isAmended = false;
    this.amendFacts(built, placed);
    for (const direction of DIRECTIONS) {
      const samePins = this.amendPins(direction, pinsByName(built, direction), placed);
      if (samePins) this.amendOrder(direction, built);
    }
    return this.isAmended;
  }

  private *settingsBeside(fresh: PlacedNode): Iterable<Setting> {
    for (const { name, pin } of this.described.pinsOf(this.node, 'Input')) {
      if (pin.dataType === 'Execution') continue;
      const source = this.described.wires.sourceOf(pin);
      if ('outputs' in source) {
        const sources = source.outputs.map((output) => this.described.refTo(output));
        yield { pin: name, place: NOWHERE, content: { sources } };
      } else if (source.value !== undefined) {
        if (!isSame(valueIn(fresh.find('Input', name)), source.value))
          yield { pin: name, place: NOWHERE, content: { value: this.named(name, source.value) } };
      }
    }
  }

  /** Ids of variables and functions become their names. */
  private named({ name }: PinName, value: Value): Value {
    if (typeof value !== 'string') return value;
    if (name === 'var_ref') return this.described.variableNames.get(value) ?? value;
    return name === 'fn_ref' ? (this.described.nodeNames.get(value) ?? value) : value;
  }

  /** What no node has by its type alone. */
  private ownFacts({ comment, fn_refs }: NodeJson): Facts {
    const facts: Facts = {};
    if (typeof comment === 'string' && comment !== '') facts.comment = comment;
    const ids = Array.isArray(fn_refs?.fn_refs) ? fn_refs.fn_refs : [];
    const names = ids.flatMap((id) => this.described.nodeNames.get(id) ?? []);
    if (names.length > 0) facts.fnRefs = names.map((node) => ({ node, place: NOWHERE }));
    return facts;
  }

  private amendFacts(built: NodeJson, { type }: PlacedNode): void {
    const json = this.described.jsonOf(this.node);
    const before = Object.keys(this.facts).length;
    const { facts } = this;
    if (this.node.friendlyName !== built.friendly_name) facts.title = this.node.friendlyName;
    // What most nodes are for is written in the catalog; what an event is for, its author writes.
    const description = this.described.textOf(json.description);
    if ((type === undefined || this.node.start) && description !== built.description)
      facts.description = description;
    if (this.node.start !== (built.start === true)) facts.start = this.node.start;
    const version = Number.isSafeInteger(json.version) ? json.version! : null;
    if (version !== (built.version ?? null)) facts.version = version;
    const can = json.fn_refs?.can_reference_fns === true;
    if (can !== (built.fn_refs?.can_reference_fns === true)) facts.canReferenceFns = can;
    const canBe = json.fn_refs?.can_be_referenced_by_fns === true;
    if (canBe !== (built.fn_refs?.can_be_referenced_by_fns === true))
      facts.canBeReferencedByFns = canBe;
    if (Object.keys(facts).length !== before) this.isAmended = true;
  }

  /** Answers whether both have the same pins. */
  private amendPins(
    direction: Direction,
    built: readonly (readonly [PinName, PinJson])[],
    placed: PlacedNode,
  ): boolean {
    const wanted = new Map(
      this.described
        .pinsOf(this.node, direction)
        .map(({ name, pin }) => [keyOf(name), { name, pin }]),
    );
    const present = new Map(built.map(([name, pin]) => [keyOf(name), { name, pin }]));
    let same = true;
    const cut = new Set<string>();
    for (const [key, { name }] of present)
      if (!wanted.has(key)) {
        same = false;
        // The first one too many stands for those behind it.
        if (!cut.has(name.name)) this.say(direction, name, { type: 'none' });
        cut.add(name.name);
      }
    for (const [key, { name, pin }] of wanted) {
      const made = present.get(key)?.pin;
      if (made === undefined) {
        same = false;
        this.say(direction, name, this.factsOfAdded(pin, direction, placed));
      } else this.compare(direction, name, pin, made, placed);
    }
    return same;
  }

  private compare(
    direction: Direction,
    name: PinName,
    pin: BoardPin,
    made: PinJson,
    { type }: PlacedNode,
  ): void {
    // Which data a pin carries is for node types, wires and variables to say, where there are hooks for it.
    const differs =
      type === undefined
        ? pin.dataType !== made.data_type || pin.valueType !== made.value_type
        : (pin.dataType === 'Execution') !== isExecution(made);
    if (differs) this.say(direction, name, typeOf(pin));
    const held = this.heldBy(pin);
    if (held === undefined || isSame(valueIn(made), held.value)) return;
    this.say(direction, name, held.value === undefined ? { unset: true } : { value: held.value });
  }

  /** What a pin holds by itself, unless that is said beside the node or nobody can ever read it. */
  private heldBy(pin: BoardPin): { readonly value: Value | undefined } | undefined {
    const isControl = pin.dataType === 'Execution';
    if (pin.direction === 'Output')
      return isControl && !this.described.wires.feedsData(pin)
        ? undefined
        : { value: pin.defaultValue };
    const source = this.described.wires.sourceOf(pin);
    if ('outputs' in source) return undefined;
    return isControl || source.value === undefined ? source : undefined;
  }

  private factsOfAdded(pin: BoardPin, direction: Direction, { type }: PlacedNode) {
    const json = this.described.jsonOf(this.node).pins[pin.id]!;
    const usual = addedPin(type, direction, pin.name);
    const title = String(json.friendly_name ?? pin.name);
    const description = this.described.textOf(json.description);
    const options = optionsOf(json);
    return {
      ...typeOf(pin),
      ...(title === (usual.friendly_name ?? pin.name) ? {} : { title }),
      ...(description === (usual.description ?? '') ? {} : { description }),
      ...(json.schema ? { schema: this.described.textOf(json.schema) } : {}),
      ...(options === undefined ? {} : { options }),
    };
  }

  private amendOrder(direction: Direction, built: NodeJson): void {
    const wanted = this.described.pinsOf(this.node, direction).map(({ pin }) => pin.name);
    const made = pinsByName(built, direction).map(([{ name }]) => name);
    if (made.every((name, index) => name === wanted[index])) return;
    this.order = { ...this.order, [direction]: wanted };
    this.isAmended = true;
  }

  private say(direction: Direction, pin: PinName, more: Partial<PinDraft>): void {
    const key = keyOf(pin);
    const before = this.pins[direction].get(key);
    const after = { ...before, ...more, pin, place: NOWHERE };
    const isNew = Object.keys(more).some((fact) => before === undefined || !(fact in before));
    if (isNew) this.isAmended = true;
    this.pins[direction].set(key, after);
  }
}

const keyOf = ({ name, number }: PinName): string => `${number} ${name}`;

const typeOf = ({ dataType, valueType }: BoardPin) => ({ type: { dataType, valueType } });

function isSame(left: Value | undefined, right: Value | undefined): boolean {
  return left === undefined || right === undefined ? left === right : equalValues(left, right);
}

const utf8 = new TextDecoder();

/** What a pin of ours holds by itself. */
function valueIn(pin: PinJson | undefined): Value | undefined {
  const bytes = pin?.default_value;
  return bytes ? parseValue(utf8.decode(Uint8Array.from(bytes))) : undefined;
}
