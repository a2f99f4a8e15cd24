import {
  type Activation,
  defineNode,
  type Input,
  mirrorOutputs,
  NodeError,
  pin,
  setSlot,
  type Value,
} from '../../engine/index.js';
import { callFunction } from './call-function.js';

export const callReference = defineNode({
  name: 'control_call_reference',
  title: 'Call Reference',
  doc: 'Runs what follows an event of this board, as a function. Each input pin you add sets the output pin of its name on the event.',
  category: 'Control/Call',
  inputs: {
    exec_in: pin.exec('Input', 'Calls the function.'),
    fn_ref: pin.string('Function Reference', 'Id of the event node to call.'),
  },
  outputs: { exec_out: pin.exec('Done', 'Goes on here when the function has ended.') },
  extraPins: 'optional',
  onUpdate: mirrorOutputs('fn_ref', ['exec_in', 'fn_ref']),
  bind: ({ inputs: { fn_ref }, outputs: { exec_out }, extra }) => {
    return (at) => {
      exec_out.off(at);
      const id = fn_ref.read(at);
      const event = at.run.program.nodeById.get(id);
      if (event === undefined) throw new NodeError(`Function "${id}" not found on this board`);
      for (const [name, input] of extra.inputs) {
        const value = readOrWarn(at, input);
        const slot = event.parameters.get(name)?.slot;
        if (value !== undefined && slot !== undefined) setSlot(at, slot, value);
      }
      const called = callFunction(at, event);
      return called instanceof Promise ? called.then(() => exec_out.on(at)) : exec_out.on(at);
    };
  },
});

/** A function may do without some of its inputs. */
function readOrWarn(at: Activation, input: Input<Value>): Value | undefined {
  try {
    return input.read(at);
  } catch (thrown) {
    if (!(thrown instanceof NodeError)) throw thrown;
    at.warn(`${input.name} is not passed on: ${thrown.message}`);
    return undefined;
  }
}
