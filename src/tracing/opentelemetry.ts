// The only file that loads OpenTelemetry, and nothing imports it before traces are asked for.
import { hostname } from 'node:os';
import {
  ROOT_CONTEXT,
  type Span as OpenSpan,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { atMost } from '../common/at-most.js';
import { VERSION } from '../common/version.js';
import type { Config } from '../config/config.js';
import { printTraceparent, readTraceparent } from './traceparent.js';
import type { Span, SpanStart, Tracer } from './tracing.js';

const KINDS = {
  server: SpanKind.SERVER,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;
/** For one batch; what a collector has not taken by then is dropped. */
const EXPORT_TIMEOUT_MS = 5000;
const CLOSE_MS = 2000;
/** Spans that wait to be sent. What comes on top is dropped: a slow collector slows nothing. */
const MOST_WAITING = 8192;

/** Told of every batch: how many spans it had, and whether the collector took them. */
type OnExport = (spans: number, taken: boolean) => void;

/** Spans to a collector, by OTLP over HTTP. */
export function openTracer(config: Config, onExport: OnExport): Tracer {
  const { endpoint, headers, serviceName, sampled } = config.tracing!;
  const exporter = new OTLPTraceExporter({
    url: `${endpoint}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': VERSION,
      'service.instance.id': `${hostname()}:${process.pid}`,
      'flow_like.role': config.role,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampled) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: counted(exporter, onExport),
        maxQueueSize: MOST_WAITING,
        scheduledDelayMillis: 1000,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('flow-like', VERSION);
  return {
    start: ({ name, kind, parent, at, attributes }) => {
      const span = tracer.startSpan(
        name,
        {
          ...(kind && { kind: KINDS[kind] }),
          ...(at !== undefined && { startTime: at }),
          ...(attributes && { attributes }),
        },
        contextOf(parent, kind),
      );
      return new OpenedSpan(span);
    },
    close: () => atMost(CLOSE_MS, provider.shutdown()),
  };
}

class OpenedSpan implements Span {
  readonly traceparent: string;
  readonly isSampled: boolean;

  constructor(private readonly span: OpenSpan) {
    this.traceparent = printTraceparent(span.spanContext());
    this.isSampled = span.isRecording();
  }

  set(attributes: Record<string, string | number | boolean>): void {
    this.span.setAttributes(attributes);
  }

  end({ error, at }: { error?: string | undefined; at?: number } = {}): void {
    if (error !== undefined) {
      this.span.setStatus({ code: SpanStatusCode.ERROR });
      this.span.setAttribute('error.type', error);
    }
    this.span.end(at);
  }
}

function contextOf(parent: SpanStart['parent'], kind: SpanStart['kind']) {
  const context = readTraceparent(parent);
  if (context === undefined) return ROOT_CONTEXT;
  const isRemote = kind === 'server' || kind === 'consumer';
  return trace.setSpanContext(ROOT_CONTEXT, { ...context, isRemote });
}

function counted(exporter: OTLPTraceExporter, onExport: OnExport): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        onExport(spans.length, result.code === 0);
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
