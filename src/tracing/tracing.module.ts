import { Global, Logger, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Metrics } from '../metrics/metrics.js';
import { Tracing } from './tracing.js';

async function open(config: Config, metrics: Metrics): Promise<Tracing> {
  if (config.tracing === undefined) return new Tracing(undefined);
  const { openTracer } = await import('./opentelemetry.js');
  const logger = new Logger(Tracing.name);
  let wasTaken = true;
  const tracer = openTracer(config, (spans, taken) => {
    metrics.spans.inc({ outcome: taken ? 'exported' : 'dropped' }, spans);
    if (wasTaken && !taken)
      logger.warn('The collector at OTEL_EXPORTER_OTLP_ENDPOINT takes no spans');
    wasTaken = taken;
  });
  return new Tracing(tracer);
}

@Global()
@Module({
  providers: [{ provide: Tracing, useFactory: open, inject: [Config, Metrics] }],
  exports: [Tracing],
})
export class TracingModule {}
