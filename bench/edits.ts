import { aBoard } from '../src/engine/testing.js';
import { allNodes } from '../src/nodes/index.js';
import { caller, register } from './caller.js';
import { row } from './report.js';

const ROUNDS = 30;

/** What moving one node costs on boards of different size, from request to answer. */
export async function benchEdits(apiUrl: string): Promise<void> {
  const token = await register(apiUrl);
  const as = caller(apiUrl, token);
  const { id: app } = await as<{ id: string }>('POST', 'apps', { name: 'Bench' });
  for (const nodes of [50, 500, 5000]) {
    const path = `apps/${app}/board/of-${nodes}`;
    await as('PUT', path, chain(nodes));
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      await as('POST', path, {
        commands: [
          { command_type: 'MoveNode', node_id: `n${round}`, to_coordinates: [round, round, 0] },
        ],
      });
      times.push(performance.now() - began);
    }
    row(`boards: one command on ${nodes} nodes, median`, median(times), 'ms');
  }
}

/** Nodes of eight pins, one after the other. */
function chain(length: number): object {
  const board = aBoard(allNodes).node('n0', 'events_simple');
  for (let index = 1; index < length; index++) {
    board.node(`n${index}`, 'log_info', { message: 'a text of usual length for a log' });
    for (let extra = 0; extra < 5; extra++) board.pin(`n${index}.extra${extra}`, 'Input', 'String');
    board.wire(`n${index - 1}.exec_out`, `n${index}.exec_in`);
  }
  return board.json() as object;
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[times.length >> 1]!;
}
