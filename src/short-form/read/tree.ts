import type { Value } from '../../engine/index.js';
import type { Place } from '../short-form-error.js';

/** A text read as YAML or JSON, and nothing else of YAML: where everything stands is kept. */
export type Tree = ScalarTree | ListTree | MapTree;

export interface ScalarTree {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: Value;
}

export interface ListTree {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly Tree[];
}

export interface MapTree {
  readonly kind: 'map';
  readonly place: Place;
  /** Each key once. */
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  /** Where the key stands. */
  readonly place: Place;
  readonly tree: Tree;
}

/** The value a tree stands for. */
export function valueOf(tree: Tree): Value {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(valueOf);
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, valueOf(entry.tree)]));
}
