import { defineNode, inTurn, pin } from '../../engine/index.js';
import { runLoopBody } from './loop-body.js';

export const forEach = defineNode({
  name: 'control_for_each',
  title: 'For Each',
  doc: 'Runs a branch once for every item of an array, in order. An item that fails is logged and the next one follows.',
  category: 'Control',
  inputs: {
    exec_in: pin.exec('Input', 'Starts the loop.'),
    array: pin.array(
      pin.generic('Array', 'The items.', { options: { enforceGenericValueType: true } }),
    ),
  },
  outputs: {
    exec_out: pin.exec('For Each Element', 'Runs for every item.'),
    value: pin.generic('Value', 'The present item.'),
    index: pin.integer('Index', 'Its position, from 0.'),
    done: pin.exec('Done', 'Goes on here after the last item.'),
  },
  typeRules: {
    match: [
      { pin: 'array', valueType: 'Array' },
      { pin: 'value', valueType: 'Normal' },
    ],
    sameDataType: [['array', 'value']],
  },
  bind: ({ inputs: { array }, outputs: { exec_out, value, index, done } }) => {
    return (at) => {
      done.off(at);
      const items = array.read(at);
      exec_out.on(at);
      const end = () => {
        exec_out.off(at);
        done.on(at);
      };
      const waiting = inTurn((iteration) => {
        if (iteration >= items.length) return false;
        value.write(at, items[iteration]!);
        index.write(at, iteration);
        return runLoopBody(at, exec_out.targets, iteration);
      });
      return waiting === undefined ? end() : waiting.then(end);
    };
  },
});
