import {
  type Activation,
  type CompiledNode,
  defineNode,
  needFunction,
  NodeError,
  pin,
  printValue,
  setSlot,
  type Value,
} from '../../engine/index.js';
import { callFunction } from '../control/call-function.js';
import { object } from '../shapes.js';
import * as asking from './ask.js';
import { fieldsOf, schemaOf } from './form-fields.js';
import { formValue } from './form-values.js';

const replyShape = object();

export const form = defineNode({
  name: 'interaction_form',
  title: 'Chat Form',
  doc: 'Lets a person fill out a form and waits for it. The form has a field for each output of the function it refers to, which then runs with what was filled in.',
  category: asking.category,
  callsFunctions: true,
  inputs: {
    exec_in: asking.exec_in,
    name: asking.name('Fill out form'),
    description: asking.description('Please fill out the following form:'),
    ttl_seconds: asking.ttl(300),
  },
  outputs: {
    exec_out: asking.exec_out,
    exec_timeout: asking.exec_timeout,
    response: pin.string('Response', 'What was filled in, as JSON; null when nobody did.'),
    responded: asking.responded,
  },
  onUpdate: needFunction('Refer to the function that takes what is filled in.'),
  bind: ({ inputs, outputs: { exec_out, exec_timeout, response, responded }, functions }) => {
    return async (at) => {
      exec_out.off(at);
      exec_timeout.off(at);
      const target = functionOf(at, functions);
      const reply = await asking.ask(at, {
        name: inputs.name.read(at),
        description: inputs.description.read(at),
        interactionType: {
          type: 'form',
          schema: schemaOf(target.parameters.values()),
          fields: fieldsOf(target.parameters.values()),
        },
        ttlSeconds: inputs.ttl_seconds.read(at),
      });
      response.write(at, printValue(reply ?? null));
      responded.write(at, reply !== undefined);
      if (reply === undefined) return exec_timeout.on(at);
      give(at, target, reply);
      await callFunction(at, target);
      exec_out.on(at);
    };
  },
});

/** The first that there is: what is no event of the board is no function. */
function functionOf({ run: { program } }: Activation, functions: readonly string[]): CompiledNode {
  const found = functions
    .map((id) => program.nodeById.get(id))
    .find((node) => node !== undefined && program.startNodes.includes(node));
  if (found === undefined) throw new NodeError('The form refers to no function of this board');
  return found;
}

/** Sets what the function takes; nothing, if any of it does not fit. */
function give(at: Activation, { parameters }: CompiledNode, reply: Value): void {
  const fault = replyShape(reply);
  if (fault !== undefined) throw new NodeError(`The answer${fault}`);
  const given = [...parameters.values()].map(
    (parameter) => [parameter.slot, formValue(reply, parameter)] as const,
  );
  for (const [slot, value] of given) setSlot(at, slot, value);
}
