import {
  defineNode,
  evaluateInputs,
  inTurn,
  type Maybe,
  NodeError,
  type Outcome,
  pin,
} from '../../engine/index.js';
import { runLoopBody } from './loop-body.js';

export const whileLoop = defineNode({
  name: 'control_while_loop',
  title: 'While Loop',
  doc: 'Runs a branch again and again while a condition holds, at most as often as you allow. A round that fails is logged and the next one follows.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Starts the loop.'),
    condition: pin.boolean('Condition', 'Evaluated before every round.', { default: false }),
    max_iter: pin.integer('Max', 'The most rounds there may be.', { default: 15 }),
  },
  outputs: {
    exec_out: pin.exec('Downstream Execution', 'Runs in every round.'),
    iter: pin.integer('Iter', 'Number of the present round, from 0.'),
    done: pin.exec('Done', 'Goes on here after the last round.'),
  },
  bind: ({ inputs: { condition, max_iter }, outputs: { exec_out, iter, done } }) => {
    return (at) => {
      done.off(at);
      const limit = max_iter.read(at);
      if (limit < 0) throw new NodeError(`Pin 'max_iter' holds ${limit}, expected 0 or more`);
      exec_out.on(at);
      const round = (iteration: number, fault: Outcome): Maybe<boolean> => {
        if (fault !== null || !condition.read(at)) return false;
        iter.write(at, iteration);
        return runLoopBody(at, exec_out.targets, iteration);
      };
      const nextRound = (iteration: number): Maybe<boolean> => {
        const fault = evaluateInputs(at);
        return fault instanceof Promise
          ? fault.then((waited) => round(iteration, waited))
          : round(iteration, fault);
      };
      const waiting = inTurn((iteration) => {
        if (iteration >= limit) return false;
        // What the first condition depends on has just been evaluated.
        if (iteration === 0) return round(0, null);
        const pause = at.breathe();
        return pause === undefined ? nextRound(iteration) : pause.then(() => nextRound(iteration));
      });
      const end = () => {
        exec_out.off(at);
        done.on(at);
      };
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});
