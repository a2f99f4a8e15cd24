import {
  type Activation,
  defineNode,
  type Input,
  inTurn,
  NodeError,
  pin,
} from '../../engine/index.js';
import { runTarget } from './loop-body.js';

export const forEachWithBreak = defineNode({
  name: 'control_for_each_with_break',
  title: 'For Each (Break)',
  doc: 'Runs a branch once for every item of an array, in order, until Break is true. An item that fails is logged and the next one follows.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Starts the loop.'),
    break: pin.boolean('Break', 'Ends the loop. Looked at first and after each run of the body.', {
      default: false,
    }),
    array: pin.array(
      pin.generic('Array', 'The items.', { options: { enforceGenericValueType: true } }),
    ),
  },
  outputs: {
    exec_out: pin.exec('Loop Body', 'Runs for every item.'),
    done: pin.exec('Completed', 'Goes on here after the last item, or after the break.'),
    value: pin.generic('Value', 'The present item.'),
    index: pin.integer('Index', 'Its position, from 0.'),
  },
  typeRules: {
    match: [
      { pin: 'array', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array', 'value']],
  },
  bind: ({ inputs: { break: stop, array }, outputs: { exec_out, done, value, index } }) => {
    return (at) => {
      exec_out.off(at);
      done.off(at);
      if (stop.read(at)) return done.on(at);
      const items = array.read(at);
      const change = { guard: new Set(at.frame.guard).add(at.node) };
      exec_out.on(at);
      let goesOn = true;
      const look = () => (goesOn = !isStopped(at, stop));
      const runBody = (iteration: number) =>
        inTurn((position) => {
          const target = exec_out.targets[position];
          if (target === undefined) return false;
          const waiting = runTarget(at, target, ` in iteration ${iteration}`, change);
          return waiting === true ? look() : waiting.then(look);
        });
      const waiting = inTurn((iteration) => {
        if (iteration >= items.length) return false;
        value.write(at, items[iteration]!);
        index.write(at, iteration);
        return runBody(iteration)?.then(() => goesOn) ?? goesOn;
      });
      const end = () => {
        exec_out.off(at);
        done.on(at);
      };
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});

/** The pure nodes behind the pin are not evaluated again: it is what a node of the body last made it. */
function isStopped(at: Activation, stop: Input<boolean>): boolean {
  try {
    return stop.read(at);
  } catch (thrown) {
    if (!(thrown instanceof NodeError)) throw thrown;
    at.error(`Error: ${thrown.message}`);
    return false;
  }
}
