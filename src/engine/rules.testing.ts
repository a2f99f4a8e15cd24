import { compile } from './compile.js';
import { readBoard } from './board.js';
import { NodeError } from './errors.js';
import { execute } from './execute.js';
import { inTurn } from './in-turn.js';
import { type AnyNodeType, defineNode } from './node-type.js';
import * as pin from './pins.js';
import { NodeRegistry } from './registry.js';
import { aBoard, RecordingHost } from './testing.js';
import type { RunResult } from './run-result.js';
import { subRun } from './trigger.js';

// Node types that do one thing each, and boards made of them: what the rules of the engine are tested with.

export const start = defineNode({
  name: 'start',
  title: 'Start',
  doc: 'Starts.',
  category: 'Test',
  start: true,
  inputs: {},
  outputs: { out: pin.exec('Out', 'Goes on.') },
  bind: ({ outputs: { out } }) => {
    return (at) => out.on(at);
  },
});
/** Writes its text to the log, then goes on; `wait` milliseconds later when that is not 0. */
export const say = defineNode({
  name: 'say',
  title: 'Say',
  doc: 'Logs.',
  category: 'Test',
  inputs: {
    in: pin.exec('In', 'Starts it.'),
    text: pin.generic('Text', 'What to say.', { default: '' }),
    wait: pin.integer('Wait', 'How long first.', { default: 0 }),
  },
  outputs: { out: pin.exec('Out', 'Goes on.') },
  bind: ({ inputs: { text, wait }, outputs: { out } }) => {
    return (at) => {
      const end = () => {
        at.info(String(text.read(at)));
        out.on(at);
      };
      const ms = wait.read(at);
      return ms === 0 ? end() : at.host.clock.sleep(ms, at.signal).then(end);
    };
  },
});
/** A pure node that counts how often it was evaluated in the run. */
const count = defineNode({
  name: 'count',
  title: 'Count',
  doc: 'Counts.',
  category: 'Test',
  inputs: { add: pin.integer('Add', 'Added on top.', { default: 0 }) },
  outputs: { value: pin.integer('Value', 'How often.') },
  bind: ({ inputs: { add }, outputs: { value } }) => {
    return (at) => value.write(at, at.run.entered[at.node.index]! + add.read(at));
  },
});
export const fail = defineNode({
  name: 'fail',
  title: 'Fail',
  doc: 'Fails.',
  category: 'Test',
  inputs: { in: pin.exec('In', 'Starts it.') },
  outputs: { out: pin.exec('Out', 'Never.') },
  bind: () => () => {
    throw new NodeError('it broke');
  },
});
/** A pure node with a text of 100 letters. */
const repeat = defineNode({
  name: 'repeat',
  title: 'Repeat',
  doc: 'Makes a long text.',
  category: 'Test',
  inputs: {},
  outputs: { text: pin.string('Text', 'It.') },
  bind: ({ outputs: { text } }) => {
    return (at) => text.write(at, 'x'.repeat(100));
  },
});
/** Sub-runs all targets of `out`, `times` times. */
const loop = defineNode({
  name: 'loop',
  title: 'Loop',
  doc: 'Loops.',
  category: 'Test',
  inputs: {
    in: pin.exec('In', 'Starts it.'),
    times: pin.integer('Times', 'How often.', { default: 1 }),
  },
  outputs: { out: pin.exec('Out', 'The body.'), done: pin.exec('Done', 'Goes on.') },
  bind: ({ inputs: { times }, outputs: { out, done } }) => {
    return (at) => {
      out.on(at);
      const limit = times.read(at);
      const waiting = inTurn((index) => {
        if (index >= limit) return false;
        const outcome = subRun(at, out.targets[0]!);
        return outcome instanceof Promise ? outcome.then(() => true) : true;
      });
      const end = () => {
        out.off(at);
        done.on(at);
      };
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});

export const types: readonly AnyNodeType[] = [start, say, count, fail, repeat, loop];
export const registry = new NodeRegistry(types);
export const board = (fields?: Readonly<Record<string, unknown>>) =>
  aBoard(types, fields).node('start', 'start');
type Builder = ReturnType<typeof board>;
/** A board on which node types of the test's own can be placed, too; `runWith` runs it. */
export const boardWith = (...own: readonly AnyNodeType[]) =>
  aBoard([...types, ...own]).node('start', 'start');

export const runSync = (built: Builder, options: object = {}, nodeTypes = types) =>
  execute(compile(readBoard(built.json()), new NodeRegistry(nodeTypes)), {
    start: 'start',
    host: new RecordingHost(),
    logLevel: 'Info',
    ...options,
  });
export const runWith = async (
  own: readonly AnyNodeType[],
  built: Builder,
  options: object = {},
): Promise<RunResult> => runSync(built, options, [...types, ...own]);
export const run = async (built: Builder, options: object = {}) => runSync(built, options);
export const said = async (built: Builder, options: object = {}) =>
  (await run(built, options)).logs
    .filter(({ level }) => level === 'Info')
    .map((line) => line.message);

/** start → first, and then one after the other. */
export const chain = (...texts: string[]) => {
  const built = board();
  let previous = 'start';
  for (const text of texts) {
    built.node(text, 'say', { text }).wire(`${previous}.out`, `${text}.in`);
    previous = text;
  }
  return built;
};
