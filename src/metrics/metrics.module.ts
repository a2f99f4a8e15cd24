import { Global, Module } from '@nestjs/common';
import { DependencyFigures } from './dependency-figures.service.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ providers: [DependencyFigures, Metrics], exports: [Metrics] })
export class MetricsModule {}
