import { defineNode, inputsByChoice, NodeError, pin } from '../../engine/index.js';
import { contentInputs, partFrom, textFrom, TYPES } from './content-inputs.js';
import { type Message, messagePin, ROLES, type Role } from './message.js';

const ROLE_NAMES = ['Assistant', 'System', 'User', 'Tool'] as const;

const toolInput = {
  tool_call_id: {
    friendly_name: 'Tool Call ID',
    description: 'Id of the call that this message answers.',
    data_type: 'String',
  },
};

export const makeMessage = defineNode({
  name: 'ai_generative_make_history_message',
  title: 'Make Message',
  doc: 'Makes a message for a history: a text or an image.',
  category: 'AI/Generative/History/Message',
  inputs: {
    role: pin.string('Role', 'Whose message it is.', {
      default: 'User',
      options: { validValues: ROLE_NAMES },
    }),
    type: pin.string('Type', 'What it holds.', {
      default: 'Text',
      options: { validValues: TYPES },
    }),
  },
  outputs: { message: messagePin('Message', 'The message.') },
  extraPins: 'optional',
  onUpdate: inputsByChoice(['role', 'type'], [], (role, type) => ({
    ...contentInputs(type),
    ...(role === 'Tool' ? toolInput : {}),
  })),
  bind: ({ inputs: { role, type }, outputs: { message }, extra }) => {
    return (at) => {
      const name = roleOf(role.read(at));
      const part = partFrom(at, type.read(at), extra.inputs);
      const content = part === undefined ? [] : [part];
      const made: Message = { role: name, content };
      if (name !== 'tool') return message.write(at, made);
      message.write(at, { ...made, tool_call_id: textFrom(at, extra.inputs, 'tool_call_id') });
    };
  },
});

function roleOf(name: string): Role {
  const role = ROLES.find((known) => known === name.toLowerCase());
  if (role === undefined) throw new NodeError(`Pin 'role' must be one of ${ROLE_NAMES.join(', ')}`);
  return role;
}
