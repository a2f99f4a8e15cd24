import type { AnyNodeType } from './node-type.js';

/** All node types a server knows, by name. */
export class NodeRegistry {
  private readonly byName: ReadonlyMap<string, AnyNodeType>;

  constructor(readonly nodeTypes: readonly AnyNodeType[]) {
    this.byName = new Map(nodeTypes.map((type) => [type.name, type]));
    if (this.byName.size !== nodeTypes.length) throw new Error('Two node types share one name');
  }

  find(name: string): AnyNodeType | undefined {
    return this.byName.get(name);
  }
}
