import type { Value } from '../../engine/index.js';
import { whatThereIs } from '../closest.js';
import type { Place, Problems } from '../short-form-error.js';
import { type MapEntry, type MapTree, type Tree, valueOf } from './tree.js';

/** The entries of a map that has certain words only; each read says what would be right. */
export class FieldReader {
  private readonly entries: ReadonlyMap<string, MapEntry>;
  readonly place: Place;

  constructor(
    tree: Tree,
    known: readonly string[],
    private readonly problems: Problems,
  ) {
    this.place = tree.place;
    this.entries = mapOf(tree, problems)?.entries ?? new Map();
    for (const [key, { place }] of this.entries)
      if (!known.includes(key))
        problems.add(place, `\`${key}\` means nothing here: ${whatThereIs(key, known, 'words')}`);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  tree(key: string): Tree | undefined {
    return this.entries.get(key)?.tree;
  }

  placeOf(key: string): Place {
    return this.entries.get(key)?.place ?? this.place;
  }

  text(key: string): string | undefined {
    const tree = this.tree(key);
    return tree && textOf(tree, this.problems);
  }

  flag(key: string): boolean | undefined {
    return this.checked(key, 'true or false', (value) => typeof value === 'boolean');
  }

  wholeNumber(key: string): number | undefined {
    return this.checked(key, 'a whole number', (value) => Number.isSafeInteger(value));
  }

  oneOf(key: string, allowed: readonly string[]): string | undefined {
    return this.checked(key, `one of ${allowed.join(', ')}`, (value) =>
      allowed.includes(value as string),
    );
  }

  value(key: string): Value | undefined {
    const tree = this.tree(key);
    return tree && valueOf(tree);
  }

  /** Coordinates and sizes. */
  numbers(key: string): readonly number[] | undefined {
    const tree = this.tree(key);
    return tree && numbersOf(tree, this.problems);
  }

  /** The entries of a map whose keys are names. */
  named(key: string): readonly [name: string, entry: MapEntry][] {
    const tree = this.tree(key);
    return tree === undefined ? [] : [...(mapOf(tree, this.problems)?.entries ?? [])];
  }

  list(key: string): readonly Tree[] {
    const tree = this.tree(key);
    if (tree === undefined) return [];
    if (tree.kind === 'list') return tree.items;
    this.problems.add(tree.place, `\`${key}\` must be a list, such as [a, b]`);
    return [];
  }

  private checked<T extends Value>(
    key: string,
    words: string,
    isRight: (value: Value) => boolean,
  ): T | undefined {
    const tree = this.tree(key);
    if (tree === undefined) return undefined;
    if (tree.kind === 'scalar' && isRight(tree.value)) return tree.value as T;
    this.problems.add(tree.place, `\`${key}\` must be ${words}`);
    return undefined;
  }
}

export function textOf(tree: Tree, problems: Problems): string | undefined {
  if (tree.kind === 'scalar' && typeof tree.value === 'string') return tree.value;
  problems.add(tree.place, 'This must be a text; one that looks like a number stands in quotes');
  return undefined;
}

function mapOf(tree: Tree, problems: Problems): MapTree | undefined {
  if (tree.kind === 'map') return tree;
  // A key with nothing behind it is a map without entries.
  if (!(tree.kind === 'scalar' && tree.value === null))
    problems.add(tree.place, 'This must be a map: lines of the form `name: …`');
  return undefined;
}

export function numbersOf(tree: Tree, problems: Problems): readonly number[] | undefined {
  const numbers = tree.kind === 'list' ? tree.items.map(numberOf) : [];
  if (numbers.length >= 2 && numbers.length <= 3 && numbers.every((part) => part !== undefined))
    return numbers;
  problems.add(tree.place, 'This must be two or three numbers, such as [300, 0]');
  return undefined;
}

function numberOf(tree: Tree): number | undefined {
  const value = valueOf(tree);
  if (typeof value === 'number') return value;
  return typeof value === 'object' && value !== null && 'value' in value
    ? (value.value as number)
    : undefined;
}
