import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { type EndedActivation, NodeRegistry, type RunStatus } from '../engine/index.js';
import { Metrics } from '../metrics/metrics.js';
import { isSampled, traceIdOf } from '../tracing/traceparent.js';
import { type Span, Tracing } from '../tracing/tracing.js';
import type { ClaimedRun, NewRun, RunPhases } from './run.js';

/** Activations of one run that become spans; a loop may have millions. */
const MOST_NODE_SPANS = 200;
const LONGEST_ID = 128;

type Watched = Pick<NewRun | ClaimedRun, 'id' | 'board' | 'mode' | 'traceparent'>;

interface Asked {
  readonly requestId?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** What runs tell operators: numbers, spans and log lines. Of what users put into them it tells nothing. */
@Injectable()
export class RunTelemetry {
  readonly logger = new Logger('Runs');
  private chosen = 0;

  constructor(
    readonly metrics: Metrics,
    readonly tracing: Tracing,
    private readonly registry: NodeRegistry,
    private readonly config: Config,
  ) {}

  /** Whether the nodes of a run are to be measured: those of a trace, and of one run in so many. */
  measuresNodes(traceparent: string | null | undefined): boolean {
    if (this.tracing.isOn && isSampled(traceparent)) return true;
    const { nodeTimesEvery } = this.config.runs;
    return nodeTimesEvery > 0 && ++this.chosen % nodeTimesEvery === 0;
  }

  /** Ties the lines of a run to those of the request that asked for it. */
  accepted(run_id: string, { requestId: request_id, traceparent }: Asked): void {
    this.logger.debug({
      message: 'Run accepted',
      run_id,
      request_id,
      trace_id: traceIdOf(traceparent),
    });
  }

  /** The step of a trace that puts a run into the queue; the run itself goes on from there. */
  queuing({ id, traceparent }: NewRun): Span | undefined {
    return this.tracing.start({
      name: 'send jobs',
      kind: 'producer',
      parent: traceparent,
      attributes: {
        'flow_like.run.id': id,
        'messaging.system': 'bull',
        'messaging.operation.type': 'send',
        'messaging.destination.name': 'jobs',
      },
    });
  }

  /** Watches one attempt, from now on. `fromQueue`: another process accepted the run. */
  watch(run: Watched, attempt: number, fromQueue: boolean): RunWatch {
    return new RunWatch(this, run, attempt, fromQueue);
  }

  /** The name of a node type that there is: boards may hold any text. */
  typeOf({ node }: EndedActivation): string {
    return this.registry.find(node.name) === undefined ? 'unknown' : node.name;
  }
}

/** One attempt of a run, as operators see it. */
export class RunWatch {
  private readonly span: Span | undefined;
  private readonly began = performance.now();
  private nodeSpans = 0;
  private isOver = false;

  constructor(
    private readonly of: RunTelemetry,
    private readonly run: Watched,
    private readonly attempt: number,
    fromQueue: boolean,
  ) {
    this.span = of.tracing.start({
      name: 'run',
      ...(fromQueue && { kind: 'consumer' }),
      parent: run.traceparent,
      attributes: {
        'flow_like.run.id': run.id,
        'flow_like.app.id': run.board.appId,
        'flow_like.board.id': run.board.boardId,
        'flow_like.run.mode': run.mode,
        'flow_like.run.attempt': attempt,
        ...(fromQueue && { 'messaging.system': 'bull', 'messaging.operation.type': 'process' }),
      },
    });
  }

  /** The trace that its requests into the world are parts of. */
  get traceparent(): string | undefined {
    return this.span?.traceparent ?? this.run.traceparent ?? undefined;
  }

  /** What its log lines are found by. */
  get ids(): { readonly run_id: string; readonly trace_id: string | undefined } {
    return { run_id: this.run.id, trace_id: traceIdOf(this.traceparent) };
  }

  /** Whether a program is wanted whose nodes can be measured. */
  get measuresNodes(): boolean {
    return this.of.measuresNodes(this.traceparent);
  }

  /** Tells of one activation of a node, when it is over. */
  readonly nodeEnded = (activation: EndedActivation): void => {
    const { nodeSeconds, nodeActivations } = this.of.metrics;
    const type = this.of.typeOf(activation);
    nodeActivations.inc({ type });
    nodeSeconds.inc({ type }, Math.max(0, activation.ms) / 1000);
    if (this.span?.isSampled === true && ++this.nodeSpans <= MOST_NODE_SPANS)
      this.traceNode(this.span, activation, type);
  };

  /** Its end is recorded. */
  ended(status: RunStatus, { start, nodes, io }: RunPhases): void {
    const seconds = (performance.now() - this.began) / 1000;
    const { runSeconds, runPhaseSeconds } = this.of.metrics;
    runSeconds.observe({ status, mode: this.run.mode }, seconds);
    runPhaseSeconds.inc({ phase: 'start' }, Math.max(0, start) / 1000);
    runPhaseSeconds.inc({ phase: 'nodes' }, Math.max(0, nodes) / 1000);
    runPhaseSeconds.inc({ phase: 'io' }, Math.max(0, io) / 1000);
    this.over(status, status === 'completed' ? undefined : status);
  }

  /** It met an outage and went back to the queue. */
  retried(): void {
    this.of.metrics.runsRetried.inc();
    this.over('retried', 'outage');
  }

  /** No end of it was recorded here. Changes nothing when one was. */
  lost(): void {
    this.over('lost', 'lost');
  }

  private over(outcome: string, error: string | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    const { span, run, attempt } = this;
    const more = this.nodeSpans - MOST_NODE_SPANS;
    span?.set({
      'flow_like.run.status': outcome,
      ...(more > 0 && { 'flow_like.run.nodes_left_out': more }),
    });
    span?.end({ error });
    this.of.logger.debug({
      message: 'Run ended',
      ...this.ids,
      app_id: run.board.appId,
      board_id: run.board.boardId,
      attempt,
      status: outcome,
      ms: Math.round(performance.now() - this.began),
    });
  }

  private traceNode({ traceparent: parent }: Span, ended: EndedActivation, type: string): void {
    const { node, start, ms, failed } = ended;
    const span = this.of.tracing.start({
      name: type,
      parent,
      at: start,
      attributes: {
        'flow_like.node.id': node.id.slice(0, LONGEST_ID),
        'flow_like.node.type': type,
      },
    });
    span?.end({ at: start + ms, error: failed ? 'failed' : undefined });
  }
}
