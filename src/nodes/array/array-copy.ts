import { type Activation, type WorkingCopy, NodeError, type Value } from '../../engine/index.js';

/** The array of a variable while by-reference nodes change it. */
export class ArrayCopy implements WorkingCopy {
  readonly items: Value[];

  constructor(value: Value) {
    if (!Array.isArray(value)) throw notAnArray();
    this.items = (value as readonly Value[]).slice();
  }

  get size(): number {
    return this.items.length;
  }

  parts(): readonly (readonly Value[])[] {
    return [this.items];
  }

  toValue(): Value {
    return this.items;
  }
}

const notAnArray = () => new NodeError('Variable is not an array');

/** The items of the variable, to be changed in place. Throws NodeError when it holds no array. */
export function itemsToChange(at: Activation, id: string): Value[] {
  const copy = at.editVariable(id, ArrayCopy);
  if (copy === null) throw notAnArray();
  return copy.items;
}

/** Puts items behind those of the variable; null counts as an empty array. Throws NodeError for too many. */
export function appendToVariable(at: Activation, id: string, added: readonly Value[]): void {
  const copy = at.editVariable(id, ArrayCopy);
  const { arrayItems } = at.limits;
  if ((copy?.size ?? 0) + added.length > arrayItems)
    throw new NodeError(`The array would be longer than ${arrayItems}`);
  if (copy === null) at.setVariable(id, added);
  else for (const item of added) copy.items.push(item);
}
