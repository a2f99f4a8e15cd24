import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compile, execute, NodeRegistry, readBoard } from '../../src/engine/index.js';
import { RecordingHost } from '../../src/engine/testing.js';
import { allNodes } from '../../src/nodes/index.js';

// Boards of people of the ecosystem, with the runs that must come out. They belong to their authors and
// lie beside the project where there is a copy; elsewhere this test is skipped, by name.
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/boards');

interface ExpectedRun {
  readonly start: string;
  readonly variant?: string;
  readonly execution_order: readonly string[];
  readonly log_meta: {
    readonly log_level: number;
    readonly logs: number;
    readonly nodes: readonly (readonly [string, number])[];
  };
  readonly toasts: readonly { event_type: string; payload: object }[];
  readonly logs: readonly { level: string; node_id: string; message: string }[];
}

const registry = new NodeRegistry(allNodes);
const LEVELS = ['Debug', 'Info', 'Warn', 'Error', 'Fatal'];
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8'));

if (!existsSync(FOLDER)) {
  // oxlint-disable-next-line jest/no-disabled-tests, jest/expect-expect
  it.skip('real boards: there is no shared/boards folder beside the project', () => undefined);
} else {
  const expected = read('expected.json') as Record<string, ExpectedRun[]>;
  describe.each(Object.entries(expected))('%s', (name, runs) => {
    it.each(runs.map((run) => [run.start, run.variant ?? 'as it is', run] as const))(
      'from %s, %s',
      async (start, variant, expectedRun) => {
        const json = changeBoard(read(`${name}.json`) as BoardJson, variant);
        const host = new RecordingHost();
        const result = await execute(compile(readBoard(json), registry), { start, host });
        expect(LEVELS.indexOf(result.logLevel)).toBe(expectedRun.log_meta.log_level);
        expect(result.nodes.map(([id, level]) => [id, LEVELS.indexOf(level)])).toEqual(
          expectedRun.log_meta.nodes,
        );
        expect(result.logs).toHaveLength(expectedRun.log_meta.logs);
        expect(
          result.logs.map(({ level, nodeId, message }) => [level, nodeId, text(message)]),
        ).toEqual(
          expectedRun.logs.map(({ level, node_id, message }) => [level, node_id, text(message)]),
        );
        expect(host.events.map(({ type, payload }) => ({ event_type: type, payload }))).toEqual(
          expectedRun.toasts,
        );
        expect(result.status).toBe(expectedRun.log_meta.log_level >= 3 ? 'failed' : 'completed');
      },
    );
  });
}

/** What stands behind this differs from server to server; that it is there does not. */
function text(message: string): string {
  return message.replace(/^(Failed to execute node: )(?!ExecutionFailed).*/, '$1…');
}

interface BoardJson {
  log_level: string;
  nodes: Record<string, { name: string; pins: Record<string, PinJson> }>;
}

interface PinJson {
  name: string;
  default_value: number[] | null;
}

function changeBoard(board: BoardJson, variant: string): BoardJson {
  if (variant === 'log_level Info') return { ...board, log_level: 'Info' };
  if (variant !== 'all OR inputs false') return board;
  const or = Object.values(board.nodes).find(({ name }) => name === 'bool_or')!;
  for (const pin of Object.values(or.pins))
    if (pin.name === 'boolean') pin.default_value = [...Buffer.from('false')];
  return board;
}
