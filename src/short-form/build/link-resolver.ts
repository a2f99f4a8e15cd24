import type { Direction, Draft, PinName, PinRef, Step } from '../draft.js';
import type { NamedIds } from './named-ids.js';
import { errorPins, isErrorPin, isPinList } from './added-pins.js';
import type { PlacedNode } from './placed-node.js';
import { printStep } from '../references.js';
import type { Problems } from '../short-form-error.js';

/** A wire, by names. The pins may not be there yet: hooks can add them. */
export interface Link {
  readonly from: PinRef;
  readonly to: PinRef;
  /** Written in `flow`, not at an input. */
  readonly isFlow: boolean;
}

interface Mentioned extends PinName {
  readonly node: PlacedNode;
  readonly direction: Direction;
}

/**
 * Finds the wires of a text. Adds the pins that are there by being named: error pins, and one more of
 * several with one name.
 */
export class LinkResolver {
  constructor(
    private readonly draft: Draft,
    private readonly placed: ReadonlyMap<string, PlacedNode>,
    private readonly nodeIds: NamedIds,
    private readonly problems: Problems,
  ) {}

  resolve(): Link[] {
    this.addMentioned();
    const fromFlow = this.draft.flow.flatMap((chain) => this.linksOf(chain));
    const fromSettings = this.draft.nodes.flatMap(({ name: node, settings }) =>
      settings.flatMap(({ pin, place, content }): Link[] => {
        if (!('sources' in content)) return [];
        const to = { node, ...pin, place };
        return content.sources
          .filter((from) => this.nodeIds.get(from.node, from.place) !== undefined)
          .map((from) => ({ from, to, isFlow: false }));
      }),
    );
    return [...fromFlow, ...fromSettings];
  }

  private addMentioned(): void {
    const missing: Mentioned[] = [];
    for (const pin of this.mentionedPins())
      if (pin.node.find(pin.direction, pin) === undefined) missing.push(pin);
    for (const { node, direction, name, number } of missing.sort((a, b) => a.number - b.number)) {
      if (node.named(direction, name).length !== number - 1) continue;
      if (isPinList(node.type, direction, name)) node.add(direction, name);
      else if (direction === 'Output' && isErrorPin(name) && number === 1)
        for (const pin of errorPins(name))
          if (node.named('Output', pin.name!).length === 0) node.add('Output', pin.name!);
    }
  }

  private *mentionedPins(): Iterable<Mentioned> {
    const at = (name: string) => this.placed.get(name);
    for (const { name, settings } of this.draft.nodes)
      for (const { pin, content } of settings) {
        const node = at(name);
        if (node !== undefined) yield { ...pin, node, direction: 'Input' };
        for (const source of 'sources' in content ? content.sources : []) {
          const other = at(source.node);
          if (other !== undefined) yield { ...source, node: other, direction: 'Output' };
        }
      }
    for (const chain of this.draft.flow)
      for (const [position, { node: name, pin }] of chain.entries()) {
        const node = at(name);
        if (node === undefined || pin === undefined) continue;
        if (position > 0) yield { ...pin, node, direction: 'Input' };
        if (position < chain.length - 1) yield { ...pin, node, direction: 'Output' };
      }
  }

  private linksOf(chain: readonly Step[]): Link[] {
    return chain.slice(1).flatMap((step, position): Link[] => {
      const from = this.exitOf(chain[position]!, position === 0);
      const to = this.entranceOf(step, position === chain.length - 2);
      return from === undefined || to === undefined ? [] : [{ from, to, isFlow: true }];
    });
  }

  private exitOf(step: Step, isFirst: boolean): PinRef | undefined {
    if (isFirst) this.nodeIds.get(step.node, step.place);
    const named = step.pin !== undefined && (isFirst || !this.isEntrance(step, step.pin));
    return named ? { ...step, ...step.pin! } : this.only('Output', step);
  }

  private entranceOf(step: Step, isLast: boolean): PinRef | undefined {
    this.nodeIds.get(step.node, step.place);
    const named = step.pin !== undefined && (isLast || this.isEntrance(step, step.pin));
    return named ? { ...step, ...step.pin! } : this.only('Input', step);
  }

  /** In the middle of a chain a pin may be the one to come in through or the one to leave by. */
  private isEntrance({ node, place }: Step, pin: PinName): boolean {
    const placed = this.placed.get(node);
    const isInput = placed?.find('Input', pin) !== undefined;
    if (isInput && placed?.find('Output', pin) !== undefined) {
      const text = printStep({ node, pin });
      this.problems.add(
        place,
        `\`${text}\` is an input and an output: write two lines of \`flow\``,
      );
    }
    return isInput;
  }

  /** The execution pin that need not be named. */
  private only(direction: Direction, { node, place }: Step): PinRef | undefined {
    const placed = this.placed.get(node);
    if (placed === undefined) return undefined;
    const pins = placed.execution(direction);
    if (pins.length === 1) return { node, name: pins[0]!.name, number: 1, place };
    this.problems.add(place, notOne(node, placed, direction));
    return undefined;
  }
}

function notOne(node: string, placed: PlacedNode, direction: Direction): string {
  const word = direction === 'Input' ? 'inputs' : 'outputs';
  const counts = new Map<string, number>();
  const names = placed.execution(direction).map(({ name }) => {
    const number = (counts.get(name) ?? 0) + 1;
    counts.set(name, number);
    return `\`${printStep({ node, pin: { name, number } })}\``;
  });
  const subject = `\`${node}\` (${placed.typeName})`;
  if (names.length === 0) return `${subject} has no execution ${word}`;
  return `${subject} has several execution ${word}, name one: ${names.join(', ')}`;
}
