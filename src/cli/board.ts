import { parseArgs } from 'node:util';
import { arePlaces, splitList } from '../config/addresses.js';
import {
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
import { needsElsewhere } from '../nodes/known-elsewhere.js';
import { OutwardHttp } from '../outward/outward-http.js';
import { toShortForm } from '../short-form/to-short-form.js';
import { blaming, loadBoard, UsageError } from './load-board.js';

const USAGE = `Usage: npm run board -- FILE [--node ID] [--payload JSON] [--allow PLACES]
       npm run board -- FILE --to short|json

Runs a board file without a server and prints its log, events, result and timing. The file holds
a board's JSON or its short form, in YAML or JSON (docs/short-form.md).
  --node ID       node to start at (default: the only start node of the board)
  --payload JSON  what the start node receives
  --allow PLACES  where requests of the board may go besides the public internet: host names, addresses
                  or networks separated by commas, such as localhost
  --to FORM       prints the board in its short form or as JSON, and runs nothing
Exit code: 0 completed, 1 the run failed, 2 the file or the command line is bad.`;

const registry = new NodeRegistry(allNodes, needsElsewhere);

/** The shell command behind `npm run board`. Answers the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { file, node, payload, allow, to } = readArguments(argv);
    if (to !== undefined) {
      process.stdout.write(await convert(file, to));
      return 0;
    }
    const began = performance.now();
    const program = await loadProgram(file);
    const compiled = performance.now();
    const result = await runProgram(program, startNode(program, node), payload, allow);
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
  const type = 'string';
  const options = {
    node: { type },
    payload: { type },
    allow: { type },
    to: { type },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new UsageError(USAGE);
    const { node, payload, allow, to } = values;
    return {
      file,
      node,
      allow: readPlaces(allow),
      to: to === undefined ? undefined : formOf(to),
      payload: readPayload(payload),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function formOf(to: string): 'short' | 'json' {
  if (to === 'short' || to === 'json') return to;
  throw new UsageError(`--to is short or json, not ${to}`);
}

function readPlaces(text: string | undefined): string[] {
  if (arePlaces(text)) return splitList(text);
  throw new UsageError('--allow takes host names, addresses or networks separated by commas');
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
  const board = await loadBoard(file, registry);
  return blaming(file, () => compile(readBoard(board), registry));
}

async function convert(file: string, to: 'short' | 'json'): Promise<string> {
  const board = await loadBoard(file, registry);
  return to === 'json'
    ? `${JSON.stringify(board, null, 2)}\n`
    : blaming(file, () => toShortForm(board, registry));
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
  allow: readonly string[],
): Promise<RunResult> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort(new RunStopped('cancelled', 'Cancelled from the keyboard'));
  const http = new OutwardHttp({ allow });
  process.once('SIGINT', onInterrupt);
  try {
    const host = engineHost({ emit: printEvent, http });
    const options = { start, payload, host, signal: stop.signal, runId: host.createId() };
    return await executeTelling(program, options);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await http.onApplicationShutdown();
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
