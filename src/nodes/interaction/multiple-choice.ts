import { defineNode, NodeError, pin, type Value } from '../../engine/index.js';
import { list as listOf, memberOf, object, text } from '../shapes.js';
import * as asking from './ask.js';
import { OptionList } from './option-list.js';

const replyShape = object({ selected_ids: listOf(text) });

export const multipleChoice = defineNode({
  name: 'interaction_multiple_choice',
  title: 'Multiple Choice',
  doc: 'Lets a person choose among several options and waits for it.',
  category: asking.category,
  version: 1,
  inputs: {
    exec_in: asking.exec_in,
    name: asking.name('Choose options'),
    description: asking.description('Please select one or more of the following options:'),
    options: asking.options,
    min_selections: pin.integer('Min Selections', 'How many have to be chosen.', { default: 1 }),
    max_selections: pin.integer('Max Selections', 'How many may be chosen; 0 for all of them.', {
      default: 0,
    }),
    ttl_seconds: asking.ttl(120),
  },
  outputs: {
    exec_out: asking.exec_out,
    exec_timeout: asking.exec_timeout,
    response: pin.array(pin.string('Response', 'The chosen options.')),
    responded: asking.responded,
  },
  bind: ({ inputs, outputs: { exec_out, exec_timeout, response, responded } }) => {
    return async (at) => {
      exec_out.off(at);
      exec_timeout.off(at);
      const list = new OptionList(at, inputs.options);
      const most = inputs.max_selections.read(at);
      const reply = await asking.ask(at, {
        name: inputs.name.read(at),
        description: inputs.description.read(at),
        interactionType: {
          type: 'multiple_choice',
          options: list.options,
          min_selections: Math.max(0, inputs.min_selections.read(at)),
          max_selections: most > 0 ? most : list.options.length,
        },
        ttlSeconds: inputs.ttl_seconds.read(at),
      });
      response.write(at, reply === undefined ? [] : chosen(reply, list));
      responded.write(at, reply !== undefined);
      (reply === undefined ? exec_timeout : exec_out).on(at);
    };
  },
});

/** Each once, in the order they were chosen; ids that nobody knows do not count. */
function chosen(reply: Value, list: OptionList): readonly string[] {
  const fault = replyShape(reply);
  if (fault !== undefined) throw new NodeError(`The answer${fault}`);
  const ids = new Set(memberOf(reply, 'selected_ids') as readonly string[]);
  return [...ids].map((id) => list.labelOf(id)).filter((label) => label !== undefined);
}
