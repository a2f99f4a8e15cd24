import { defineNode, pin, sideBySide, withOwnValues } from '../../engine/index.js';
import { runLoopBody } from './loop-body.js';

export const parForEach = defineNode({
  name: 'control_par_for_each',
  title: 'Parallel For Each',
  doc: 'Runs a branch once for every item of an array, several items at a time. An item that fails is logged; the others go on.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Starts the loop.'),
    array: pin.array(
      pin.generic('Array', 'The items.', { options: { enforceGenericValueType: true } }),
    ),
    max_concurrent: pin.integer(
      'Max Concurrent',
      'How many items may be under way at a time; 0 for all of them.',
      { default: 30 },
    ),
  },
  outputs: {
    exec_out: pin.exec('For Each Element', 'Runs for every item.'),
    value: pin.generic('Value', 'The item this run of the branch is for.'),
    index: pin.integer('Index', 'Its position, from 0.'),
    done: pin.exec('Done', 'Goes on here when all items are through.'),
  },
  typeRules: {
    match: [
      { pin: 'array', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array', 'value']],
  },
  bind: ({ inputs: { array, max_concurrent }, outputs: { exec_out, value, index, done } }) => {
    return (at) => {
      done.off(at);
      const items = array.read(at);
      const limit = max_concurrent.read(at);
      value.write(at, null);
      index.write(at, 0);
      exec_out.on(at);
      const end = () => {
        exec_out.off(at);
        done.on(at);
      };
      const atOnce = limit > 0 ? limit : Infinity;
      const waiting = sideBySide(at.run, items.length, atOnce, (iteration) => {
        const own = new Map(at.frame.overrides);
        own.set(value.slot, items[iteration]!).set(index.slot, iteration);
        return withOwnValues(at.run, own, (overrides) =>
          runLoopBody(at, exec_out.targets, iteration, { overrides }),
        );
      });
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});
