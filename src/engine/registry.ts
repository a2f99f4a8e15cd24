import type { AnyNodeType } from './node-type.js';

/** All node types a server knows, by name. */
export class NodeRegistry {
  private readonly byName: ReadonlyMap<string, AnyNodeType>;

  /** `needs` tells what a type that is not among them would need, if that is known. */
  constructor(
    readonly nodeTypes: readonly AnyNodeType[],
    private readonly needs: (name: string) => string | undefined = () => undefined,
  ) {
    this.byName = new Map(nodeTypes.map((type) => [type.name, type]));
    if (this.byName.size !== nodeTypes.length) throw new Error('Two node types share one name');
  }

  find(name: string): AnyNodeType | undefined {
    return this.byName.get(name);
  }

  /** The end of a sentence that says that a type is missing. */
  neededFor(name: string): string {
    const needs = this.needs(name);
    return needs === undefined ? '' : `; it needs ${needs}`;
  }
}
