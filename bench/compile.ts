import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile, NodeRegistry, type Program, readBoard } from '../src/engine/index.js';
import { allNodes } from '../src/nodes/index.js';
import { richChain } from './boards.js';
import { walkByHand } from './by-hand.js';
import { milliseconds, row } from './report.js';

const registry = new NodeRegistry(allNodes);

/** From the parsed JSON to the program, by size of the board: the time for a node should stay the same. */
export async function benchCompile(): Promise<void> {
  for (const nodes of [500, 5_000, 50_000]) {
    const text = JSON.stringify(richChain(nodes).json());
    // A board that was read before is read faster; in service each is read once.
    const parse = () => JSON.parse(text) as Parameters<typeof walkByHand>[0];
    const name = `compile: ${nodes.toLocaleString('en-US')} nodes of 6 pins`;
    const ms = await milliseconds(parse, (json) => compile(readBoard(json), registry));
    row(name, ms, 'ms', await milliseconds(parse, walkByHand), 'a walk by hand');
    row(`${name}, each node`, (ms * 1000) / nodes, 'µs');
    const { grown, kept } = memory(parse);
    row(`${name}, heap grown`, grown, 'MB');
    row(`${name}, kept by the program`, kept, 'MB');
  }
}

/** What the heap grows by while a board is compiled, and what stays when only the program is left. */
function memory(parse: () => unknown): { grown: number; kept: number } {
  const before = heapAfterCollection();
  const { program, grown } = compileOnce(parse);
  const kept = heapAfterCollection() - before;
  if (program.nodes.length === 0) throw new Error('The program was dropped too soon');
  return { grown: grown / 1e6, kept: kept / 1e6 };
}

/** On its own, so that nothing holds the JSON when it returns. */
function compileOnce(parse: () => unknown): { program: Program; grown: number } {
  const json = parse();
  const before = heapAfterCollection();
  const program = compile(readBoard(json), registry);
  return { program, grown: process.memoryUsage().heapUsed - before };
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapAfterCollection(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
