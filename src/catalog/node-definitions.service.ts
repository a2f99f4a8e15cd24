import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PreparedBody } from '../common/prepared-body.js';
import { type AnyNodeType, type NodeJson, nodeJson, NodeRegistry } from '../engine/index.js';

/** Which definitions to answer; both must fit. */
export interface NodeFilter {
  /** A category or the first part of one, such as `Control`; capitals don't matter. */
  readonly category?: string | undefined;
  /** Words that each must occur in the name, the title, the description or the category. */
  readonly search?: string | undefined;
}

interface Definition {
  readonly category: string;
  readonly searched: string;
  readonly text: string;
}

/**
 * The definitions of all node types in the ecosystem's JSON, made once at start. Ids in them are the same in
 * every process: made of the names of the type and of the pin. Whoever places a node gives it ids of its own.
 */
@Injectable()
export class NodeDefinitions implements OnModuleInit {
  /** The list of all. */
  all: PreparedBody;
  private readonly definitions: readonly Definition[];

  constructor(registry: NodeRegistry) {
    this.definitions = registry.nodeTypes.map(definitionOf);
  }

  async onModuleInit(): Promise<void> {
    this.all = await PreparedBody.of(this.list({}));
  }

  /** JSON text of a list, in the order of the catalog. */
  list({ category, search = '' }: NodeFilter): string {
    const wanted = category?.toLowerCase();
    const words = search.toLowerCase().split(/\s+/);
    const found = this.definitions.filter(
      (one) =>
        (wanted === undefined || `${one.category}/`.startsWith(`${wanted}/`)) &&
        words.every((word) => one.searched.includes(word)),
    );
    return `[${found.map(({ text }) => text).join(',')}]`;
  }
}

function definitionOf(type: AnyNodeType): Definition {
  const node = nodeJson(type, type.name, (direction, name, position) => {
    const pin = `${type.name}.${direction === 'Input' ? 'in' : 'out'}.${name}`;
    return position === 1 ? pin : `${pin}.${position}`;
  });
  return {
    category: node.category.toLowerCase(),
    searched: [node.name, node.friendly_name, node.description, node.category]
      .join('\n')
      .toLowerCase(),
    text: JSON.stringify(node satisfies NodeJson),
  };
}
