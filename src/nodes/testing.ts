import {
  compile,
  execute,
  type GivenVariables,
  type LogLevelName,
  NodeRegistry,
  readBoard,
  type RunResult,
  type Value,
} from '../engine/index.js';
import { aBoard, type BoardBuilder, RecordingHost } from '../engine/testing.js';
import { allNodes } from './index.js';

const registry = new NodeRegistry(allNodes);

interface Options {
  readonly start?: string;
  readonly payload?: Value;
  readonly host?: RecordingHost;
  readonly logLevel?: LogLevelName;
  readonly signal?: AbortSignal;
  readonly tellNodes?: boolean;
  readonly variables?: GivenVariables;
  readonly runId?: string;
  readonly traceparent?: string;
}

/** Compiles and runs a board of the builder, from the node called `start` unless told otherwise. */
export async function run(
  board: BoardBuilder,
  { start = 'start', host = new RecordingHost(), ...options }: Options = {},
): Promise<RunResult> {
  return execute(compile(readBoard(board.json()), registry), { start, host, ...options });
}

export const board = (fields?: Readonly<Record<string, unknown>>) => aBoard(allNodes, fields);

/**
 * Runs one node with values typed into its inputs and answers what it left on an output. A list of
 * values for a pin that may stand several times fills one pin each.
 */
export async function runNode(
  type: string,
  inputs: Readonly<Record<string, Value>>,
  output: string,
): Promise<RunResult> {
  const built = board()
    .node('start', 'events_simple')
    .node('node', type)
    .node('end', 'events_generic_return_result')
    .wire(`node.${output}`, 'end.response');
  const found = allNodes.find(({ name }) => name === type)!;
  for (const [name, value] of Object.entries(inputs)) {
    if (found.inputs[name]?.kind !== 'list') built.default(`node.${name}`, value);
    else
      for (const [index, item] of (value as Value[]).entries()) {
        if (index >= found.inputs[name].count) built.pin(`node.${name}`, 'Input', 'Generic');
        built.default(index === 0 ? `node.${name}` : `node.${name}#${index + 1}`, item);
      }
  }
  const impure = Object.hasOwn(found.inputs, 'exec_in');
  if (impure) built.wire('start.exec_out', 'node.exec_in').wire('node.exec_out', 'end.exec_in');
  else built.wire('start.exec_out', 'end.exec_in');
  return run(built);
}

export const messages = ({ logs }: RunResult, ...levels: LogLevelName[]): string[] =>
  logs.filter(({ level }) => levels.includes(level)).map(({ message }) => message);
