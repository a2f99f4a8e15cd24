import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readBoard } from './board.js';
import { compile } from './compile.js';
import type { BoardJson, LayerJson } from './edit/board-json.js';
import { cleanUp } from './edit/clean-up.js';
import { execute } from './execute.js';
import { findProblems } from './problems/find-problems.js';
import { defineNode } from './node-type.js';
import { NodeRegistry } from './registry.js';
import { registry, types } from './rules.testing.js';
import { aBoard, type BoardBuilder, RecordingHost } from './testing.js';

const TYPES = ['start', 'say', 'count', 'fail', 'loop', 'no_such_node'];

interface Plan {
  readonly nodes: readonly string[];
  readonly wires: readonly (readonly [number, number])[];
  readonly halves: readonly (readonly [number, string])[];
  readonly errorPins: readonly number[];
  readonly times: number;
  readonly waits: readonly number[];
}

/** Any nodes, wired in any way: execution to data, in rings, to themselves, to nowhere. */
const plans: fc.Arbitrary<Plan> = fc.record({
  nodes: fc.array(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 8 }),
  wires: fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 25 }),
  halves: fc.array(fc.tuple(fc.nat(100), fc.constantFrom('nowhere', '__proto__', 'n0.in')), {
    maxLength: 3,
  }),
  errorPins: fc.array(fc.nat(7), { maxLength: 2 }),
  times: fc.integer({ min: -1, max: 4 }),
  waits: fc.array(fc.nat(7), { maxLength: 3 }),
});

function build({ nodes, wires, halves, errorPins, times, waits }: Plan): BoardBuilder {
  const board = aBoard(types).node('begin', 'start');
  nodes.forEach((type, index) => board.node(`n${index}`, type, type === 'loop' ? { times } : {}));
  for (const index of waits) if (nodes[index] === 'say') board.default(`n${index}.wait`, 5);
  for (const index of errorPins)
    if (index < nodes.length) board.pin(`n${index}.auto_handle_error`, 'Output', 'Execution');
  const pins = Object.values(
    (
      board.json() as {
        nodes: Record<string, { pins: Record<string, { id: string; pin_type: string }> }>;
      }
    ).nodes,
  ).flatMap((node) => Object.values(node.pins));
  const outputs = pins.filter(({ pin_type }) => pin_type === 'Output');
  const inputs = pins.filter(({ pin_type }) => pin_type === 'Input');
  if (inputs.length > 0)
    for (const [from, to] of wires)
      board.wire(outputs[from % outputs.length]!.id, inputs[to % inputs.length]!.id);
  for (const [from, to] of halves) board.halfWire(outputs[from % outputs.length]!.id, to);
  return board;
}

const LAYERS = ['x', 'y', 'z'];

/**
 * With one wire at most for each data input, as editors draw them: of several the first by id counts, and
 * that may become a relay pin's.
 */
function withoutContest(json: BoardJson): BoardJson {
  for (const { pins } of Object.values(json.nodes))
    for (const pin of Object.values(pins))
      if (pin.data_type !== 'Execution') pin.depends_on.splice(1);
  return json;
}

const limits = { activations: 20_000, depth: 20, logLines: 1000 };

/** One branch ends the run in the turn in which the pause of another is over. */
const ENDED_BETWEEN_TWO_BRANCHES: Plan = {
  nodes: ['say', 'start', 'say', 'start', 'no_such_node'],
  wires: [
    [0, 24],
    [0, 0],
    [20, 23],
  ],
  halves: [],
  errorPins: [0],
  times: 0,
  waits: [],
};

describe('any board at all', () => {
  it('compiles, runs to an end without throwing, and always in the same way', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const board = readBoard(build(plan).json());
        const program = compile(board, registry);
        const run = () => execute(program, { start: 'begin', host: new RecordingHost(), limits });
        const first = await run();
        expect(['completed', 'failed']).toContain(first.status);
        expect(first.error === null).toBe(first.status === 'completed');
        expect(await run()).toEqual(first);
        expect(findProblems(board, registry)).toEqual(findProblems(board, registry));
      }),
      { numRuns: 300 },
    );
  });

  it('means the same after a clean-up, wherever its nodes and layers lie', async () => {
    const scope = fc.constantFrom(...LAYERS, 'nowhere', '');
    const scopes = fc.array(scope, { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plans, scopes, async (plan, scopesOfAll) => {
        const json = structuredClone(withoutContest(build(plan).json() as BoardJson));
        const own = [...scopesOfAll];
        json.layers = Object.fromEntries(
          LAYERS.map((id) => [id, { id, parent_id: own.pop(), pins: {} } as unknown as LayerJson]),
        );
        for (const node of Object.values(json.nodes)) node.layer = own.pop() ?? null;
        const run = (board: BoardJson) => {
          const program = compile(readBoard(board), registry);
          return execute(program, { start: 'begin', host: new RecordingHost(), limits });
        };
        let relays = 0;
        const tidy = cleanUp(json, () => `relay-${++relays}`);
        expect(await run(tidy)).toEqual(await run(json));
      }),
      { numRuns: 300 },
    );
  });

  it('ends at once when it is told to, after however many nodes, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(plans, fc.nat(60), async (plan, after) => {
        const stop = new AbortController();
        const host = new RecordingHost();
        let pauses = 0;
        let begun = 0;
        let begunLater = 0;
        host.breathe = async () => {
          if (pauses++ === after) stop.abort();
        };
        const counted = types.map((type) =>
          defineNode({
            ...type,
            bind: (pins) => {
              const body = type.bind(pins as never);
              return (at) => {
                begun++;
                if (stop.signal.aborted) begunLater++;
                at.run.fuel = 0;
                return body(at);
              };
            },
          }),
        );
        const program = compile(readBoard(build(plan).json()), new NodeRegistry(counted));
        const few = { ...limits, activations: 1000 };
        const options = { start: 'begin', host, limits: few, signal: stop.signal };
        const { status } = await execute(program, options);
        expect(['completed', 'failed', 'cancelled']).toContain(status);
        const begunInTime = begun;
        await new Promise((resolve) => setImmediate(resolve));
        expect({ begunLater, begun }).toEqual({ begunLater: 0, begun: begunInTime });
        expect(host.sleeping).toBe(0);
      }),
      { numRuns: 300, examples: [[ENDED_BETWEEN_TWO_BRANCHES, 2]] },
    );
  });
});
