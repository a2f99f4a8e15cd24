import { defineNode, NodeError, pin, type Value } from '../../engine/index.js';
import { memberOf, object, optional, text } from '../shapes.js';
import * as asking from './ask.js';
import { OptionList } from './option-list.js';

const replyShape = object({ selected_id: optional(text), freeform_value: optional(text) });

export const singleChoice = defineNode({
  name: 'interaction_single_choice',
  title: 'Single Choice',
  doc: 'Lets a person choose one of several options and waits for it.',
  category: asking.category,
  inputs: {
    exec_in: asking.exec_in,
    name: asking.name('Choose an option'),
    description: asking.description('Please select one of the following options:'),
    options: asking.options,
    allow_freeform: pin.boolean('Allow Freeform', 'Whether something else may be typed.', {
      default: false,
    }),
    ttl_seconds: asking.ttl(120),
  },
  outputs: {
    exec_out: asking.exec_out,
    exec_timeout: asking.exec_timeout,
    response: pin.string('Response', 'The chosen option, or what was typed.'),
    responded: asking.responded,
  },
  bind: ({ inputs, outputs: { exec_out, exec_timeout, response, responded } }) => {
    return async (at) => {
      exec_out.off(at);
      exec_timeout.off(at);
      const allow_freeform = inputs.allow_freeform.read(at);
      const list = new OptionList(at, inputs.options, allow_freeform);
      const reply = await asking.ask(at, {
        name: inputs.name.read(at),
        description: inputs.description.read(at),
        interactionType: { type: 'single_choice', options: list.options, allow_freeform },
        ttlSeconds: inputs.ttl_seconds.read(at),
      });
      response.write(at, reply === undefined ? '' : chosen(reply, list));
      responded.write(at, reply !== undefined);
      (reply === undefined ? exec_timeout : exec_out).on(at);
    };
  },
});

/** What was typed wins over what was chosen; an option that nobody knows is no text. */
function chosen(reply: Value, list: OptionList): string {
  const fault = replyShape(reply);
  if (fault !== undefined) throw new NodeError(`The answer${fault}`);
  const typed = memberOf(reply, 'freeform_value');
  if (typeof typed === 'string' && typed !== '') return typed;
  return list.labelOf(memberOf(reply, 'selected_id')) ?? '';
}
