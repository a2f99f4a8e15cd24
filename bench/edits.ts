import { aBoard } from '../src/engine/testing.js';
import { allNodes } from '../src/nodes/index.js';
import { row } from './report.js';

const ROUNDS = 30;

/** What moving one node costs on boards of different size, from request to answer. */
export async function benchEdits(apiUrl: string): Promise<void> {
  const call = caller(apiUrl);
  const { access_token } = await call<{ access_token: string }>('POST', 'auth/register', {
    email: `bench-${Date.now()}@example.com`,
    password: 'a long sentence nobody says',
  });
  const as = caller(apiUrl, access_token);
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

function caller(apiUrl: string, token?: string) {
  return async <T>(method: string, path: string, body: object): Promise<T> => {
    const answer = await fetch(`${apiUrl}/api/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

function median(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[times.length >> 1]!;
}
