import { Module } from '@nestjs/common';
import { NodeRegistry } from '../engine/index.js';
import { allNodes } from '../nodes/index.js';
import { needsElsewhere } from '../nodes/known-elsewhere.js';

@Module({
  providers: [
    { provide: NodeRegistry, useFactory: () => new NodeRegistry(allNodes, needsElsewhere) },
  ],
  exports: [NodeRegistry],
})
export class CatalogModule {}
