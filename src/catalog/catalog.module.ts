import { Module } from '@nestjs/common';
import { NodeRegistry } from '../engine/index.js';
import { allNodes } from '../nodes/index.js';

@Module({
  providers: [{ provide: NodeRegistry, useFactory: () => new NodeRegistry(allNodes) }],
  exports: [NodeRegistry],
})
export class CatalogModule {}
