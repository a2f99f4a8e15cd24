import {
  type Board,
  type BoardJson,
  type BoardNode,
  type BoardPin,
  type NodeJson,
  readBoard,
} from '../../engine/index.js';
import { DirectWires } from './direct-wires.js';
import type { Direction, PinName, PinRef } from '../draft.js';
import { shortNames } from './short-names.js';
import type { Place } from '../short-form-error.js';
import { slug, words } from '../slug.js';

/** For what is said by no text. */
export const NOWHERE: Place = { line: 1, column: 1, path: '' };

export interface NamedPin {
  readonly name: PinName;
  readonly pin: BoardPin;
}

/** A board as it is to be told of: names for everything, wires from node to node. */
export class DescribedBoard {
  readonly board: Board;
  readonly wires: DirectWires;
  readonly nodeNames: ReadonlyMap<string, string>;
  readonly variableNames: ReadonlyMap<string, string>;
  readonly layerNames: ReadonlyMap<string, string>;
  readonly commentNames: ReadonlyMap<string, string>;
  private readonly pinNames = new Map<BoardPin, PinRef>();
  private readonly pins = new Map<BoardNode, Record<Direction, readonly NamedPin[]>>();

  /** Throws BoardError if it is no board. */
  constructor(readonly json: BoardJson) {
    this.board = readBoard(json);
    this.wires = new DirectWires(this.board);
    const { nodes, variables } = this.board;
    const { references, functions } = danglingIds(this.board, this.wires);
    this.nodeNames = shortNames([
      ...nodes.map(({ id, name, friendlyName }) => ({
        id,
        words: slug(friendlyName) || slug(name) || 'node',
      })),
      ...functions.map((id) => ({ id, words: 'missing_node' })),
    ]);
    this.variableNames = shortNames([
      ...variables.map(({ id, name }) => ({ id, words: words(name) || 'variable' })),
      ...references.map((id) => ({ id, words: 'missing_variable' })),
    ]);
    this.layerNames = shortNames(
      Object.entries(json.layers ?? {}).map(([id, { name }]) => ({
        id,
        words: slug(String(name)) || 'layer',
      })),
    );
    this.commentNames = shortNames(
      Object.entries(json.comments ?? {}).map(([id, { content }]) => ({
        id,
        words: slug(firstWords(content)) || 'comment',
      })),
    );
    for (const node of nodes) this.namePins(node);
  }

  pinsOf(node: BoardNode, direction: Direction): readonly NamedPin[] {
    return this.pins.get(node)![direction];
  }

  refTo(pin: BoardPin): PinRef {
    return this.pinNames.get(pin)!;
  }

  jsonOf(node: BoardNode): NodeJson {
    return this.json.nodes[node.id]!;
  }

  /** Of a description or a schema: the text itself, not its key. */
  textOf(text: unknown): string {
    if (typeof text !== 'string') return '';
    const refs = this.json.refs ?? {};
    const known = Object.hasOwn(refs, text) ? refs[text] : text;
    return typeof known === 'string' ? known : text;
  }

  private namePins(node: BoardNode): void {
    const byDirection: Record<Direction, NamedPin[]> = { Input: [], Output: [] };
    const counts = new Map<string, number>();
    for (const pin of node.pins.toSorted(byIndex)) {
      const key = `${pin.direction} ${pin.name}`;
      const number = (counts.get(key) ?? 0) + 1;
      counts.set(key, number);
      const name = { name: pin.name, number };
      byDirection[pin.direction].push({ name, pin });
      this.pinNames.set(pin, { node: this.nodeNames.get(node.id)!, ...name, place: NOWHERE });
    }
    this.pins.set(node, byDirection);
  }
}

const byIndex = (a: BoardPin, b: BoardPin) => a.index - b.index || (a.id < b.id ? -1 : 1);

const firstWords = (content: unknown): string =>
  String(content).slice(0, 200).split(/\s+/).slice(0, 4).join(' ');

/** Ids of variables and functions that nodes name and the board does not have. */
function danglingIds({ nodes, variables }: Board, wires: DirectWires) {
  const known = {
    var_ref: new Set(variables.map(({ id }) => id)),
    fn_ref: new Set(nodes.map(({ id }) => id)),
  };
  const dangling = { var_ref: new Set<string>(), fn_ref: new Set<string>() };
  for (const { pins } of nodes)
    for (const pin of pins) {
      const { name, direction } = pin;
      if (direction !== 'Input' || (name !== 'var_ref' && name !== 'fn_ref')) continue;
      const source = wires.sourceOf(pin);
      if (!('value' in source) || typeof source.value !== 'string') continue;
      if (source.value !== '' && !known[name].has(source.value)) dangling[name].add(source.value);
    }
  return { references: [...dangling.var_ref], functions: [...dangling.fn_ref] };
}
