import { Global, Module } from '@nestjs/common';
import { DependencyFigures } from './dependency-figures.service.js';
import { ServerFigures } from './server-figures.service.js';
import { Metrics } from './metrics.js';

@Global()
@Module({ providers: [DependencyFigures, Metrics, ServerFigures], exports: [Metrics] })
export class MetricsModule {}
