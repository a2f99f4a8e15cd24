import { describe, expect, it } from '@jest/globals';
import { NodeError } from './errors.js';
import type { Value } from './value.js';
import { type WorkingCopy, Variables } from './variables.js';

class ListCopy implements WorkingCopy {
  readonly items: Value[];

  constructor(value: Value) {
    if (!Array.isArray(value)) throw new NodeError('no list');
    this.items = [...(value as readonly Value[])];
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
class OtherCopy extends ListCopy {
  private readonly isOther = true;

  override toValue(): Value {
    return this.isOther ? [...this.items, 'other'] : null;
  }
}

function edited(...initial: Value[]) {
  const variables = new Variables(initial);
  const grown: number[] = [];
  const edit = (index = 0, kind: new (value: Value) => ListCopy = ListCopy) =>
    variables.edit(index, kind, (parts) => grown.push(parts));
  return { variables, grown, edit };
}

describe('a variable that is changed in place', () => {
  it('leaves the value that it had, and the one that was read, alone', () => {
    const initial: Value = [1];
    const { variables, edit } = edited(initial);
    edit()!.items.push(2);
    const read = variables.get(0);
    edit()!.items.push(3);
    expect([initial, read, variables.get(0)]).toEqual([[1], [1, 2], [1, 2, 3]]);
  });

  it('is copied once until it is read', () => {
    const { variables, edit } = edited([1]);
    const copy = edit();
    expect(edit()).toBe(copy);
    variables.get(0);
    expect(edit()).not.toBe(copy);
  });

  it('is what it was set to', () => {
    const { variables, edit } = edited([1]);
    edit()!.items.push(2);
    variables.set(0, 'new');
    expect(variables.get(0)).toBe('new');
  });

  it('is passed from one kind of copy to another', () => {
    const { variables, edit } = edited([1]);
    edit()!.items.push(2);
    edit(0, OtherCopy)!.items.push(3);
    expect(variables.get(0)).toEqual([1, 2, 3, 'other']);
  });

  it('stays as it is when it holds null or another kind', () => {
    const { variables, edit } = edited(null, 'text');
    expect(edit(0)).toBeNull();
    expect(() => edit(1)).toThrow('no list');
    expect([variables.get(0), variables.get(1)]).toEqual([null, 'text']);
  });

  it('tells by how much it has grown since it was last asked for', () => {
    const { grown, edit } = edited([1, 2]);
    edit()!.items.push(3, 4, 5);
    edit()!.items.length = 0;
    edit();
    expect(grown).toEqual([2, 3, 0]);
  });

  it('shows what it holds', () => {
    const { variables, edit } = edited([1], 'x');
    edit()!.items.push(2);
    expect(variables.parts()).toEqual([
      [null, 'x'],
      [1, 2],
    ]);
  });
});
