import { defineNode, pin } from '../../engine/index.js';
import { readIfAny } from '../read-if-any.js';
import { exec_in, exec_out, pushNode } from './push-node.js';
import { touchReply } from './reply.js';

/** Sessions are what a chat keeps from one message to the next: the client brings them along again. */
export const pushLocalSession = defineNode({
  ...pushNode,
  name: 'events_chat_push_local_session',
  title: 'Push Local Session',
  doc: 'Sets what the chat remembers until its next message.',
  inputs: {
    exec_in,
    local_session: pin.struct('Local Session', 'What to remember in this chat.', { default: {} }),
  },
  outputs: { exec_out },
  bind: ({ inputs: { local_session }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      touchReply(at);
      at.emit('chat_local_session', readIfAny(at, local_session) ?? {});
      outputs.exec_out.on(at);
    };
  },
});

export const pushGlobalSession = defineNode({
  ...pushNode,
  name: 'events_chat_push_global_session',
  title: 'Push Global Session',
  doc: 'Sets what all chats of this person with the app remember.',
  inputs: {
    exec_in,
    global_session: pin.struct('Global Session', 'What to remember in all chats.', {
      default: {},
    }),
  },
  outputs: { exec_out },
  bind: ({ inputs: { global_session }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      touchReply(at);
      at.emit('chat_global_session', readIfAny(at, global_session) ?? {});
      outputs.exec_out.on(at);
    };
  },
});
