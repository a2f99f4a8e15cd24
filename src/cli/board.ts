import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  BoardError,
  compile,
  executeTelling,
  NodeRegistry,
  parseValue,
  printValue,
  type Program,
  readBoard,
  type RunEvent,
  type RunResult,
  RunStopped,
  type Value,
} from '../engine/index.js';
import { engineHost } from '../execution/engine-host.js';
import { allNodes } from '../nodes/index.js';

const USAGE = `Usage: npm run board -- FILE [--node ID] [--payload JSON]

Runs a board file without a server and prints its log, events, result and timing.
  --node ID       node to start at (default: the only start node of the board)
  --payload JSON  what the start node receives
Exit code: 0 completed, 1 the run failed, 2 the file or the command line is bad.`;

/** A mistake in the command line or the file: said in one line, exit code 2. */
class UsageError extends Error {}

/** The shell command behind `npm run board`. Answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { file, node, payload } = readArguments(argv);
    const began = performance.now();
    const program = await loadProgram(file);
    const compiled = performance.now();
    const result = await runProgram(program, startNode(program, node), payload);
    const ended = performance.now();
    printResult(result);
    const compiling = (compiled - began).toFixed(1);
    print(
      `\ncompiled in ${compiling} ms, ran ${result.activations} nodes in ${(ended - compiled).toFixed(1)} ms`,
    );
    return result.status === 'completed' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readArguments(argv: readonly string[]) {
  const options = { node: { type: 'string' }, payload: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError(USAGE);
    return { file, node: values.node, payload: readPayload(values.payload) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function readPayload(text: string | undefined): Value | undefined {
  if (text === undefined) return undefined;
  try {
    return parseValue(text);
  } catch (error) {
    throw new UsageError(`--payload is not JSON: ${(error as Error).message}`);
  }
}

async function loadProgram(file: string): Promise<Program> {
  try {
    const board = readBoard(JSON.parse(await readFile(file, 'utf8')));
    return compile(board, new NodeRegistry(allNodes));
  } catch (error) {
    if (error instanceof BoardError) throw new UsageError(`${file} is no board: ${error.message}`);
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON: ${error.message}`);
    if (error instanceof Error && 'code' in error)
      throw new UsageError(`Can't read ${file}: ${error.message}`);
    throw error;
  }
}

function startNode(program: Program, wanted: string | undefined): string {
  if (wanted !== undefined) {
    if (!program.nodeById.has(wanted)) throw new UsageError(`The board has no node ${wanted}`);
    return wanted;
  }
  const [only, ...others] = program.startNodes;
  if (only !== undefined && others.length === 0) return only.id;
  const candidates = program.startNodes.map((node) => `  ${node.id}  ${node.title}`);
  throw new UsageError(
    only === undefined
      ? 'The board has no start node: name one with --node'
      : `The board has several start nodes, choose one with --node:\n${candidates.join('\n')}`,
  );
}

async function runProgram(
  program: Program,
  start: string,
  payload: Value | undefined,
): Promise<RunResult> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(new RunStopped('cancelled', 'Cancelled from the keyboard'));
  process.once('SIGINT', onInterrupt);
  try {
    const host = engineHost(printEvent);
    const options = { start, payload, host, signal: stop.signal, runId: host.createId() };
    return await executeTelling(program, options);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function printEvent({ type, payload }: RunEvent): void {
  print(`event ${type} ${printValue(payload)}`);
}

function printResult({ logs, status, error, result, logLevel }: RunResult): void {
  for (const { time, level, nodeId, message } of logs)
    print(`${new Date(time).toISOString()} ${level.padEnd(5)} ${nodeId}  ${message}`);
  print(`\nstatus     ${status}`);
  if (error !== null) print(`error      ${error}`);
  print(`result     ${printValue(result)}`);
  print(`log level  ${logLevel}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
