import { defineNode, pin } from '../../engine/index.js';
import { attachmentPin } from './attachment.js';
import { exec_in, exec_out, pushNode } from './push-node.js';
import { addAttachments } from './reply.js';

export const pushAttachment = defineNode({
  ...pushNode,
  name: 'events_chat_push_attachment',
  title: 'Push Attachment',
  doc: 'Adds a file to the answer of a chat.',
  inputs: { exec_in, attachment: attachmentPin('Attachment', 'The file.') },
  outputs: { exec_out },
  bind: ({ inputs: { attachment }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      addAttachments(at, [attachment.read(at)]);
      outputs.exec_out.on(at);
    };
  },
});

export const pushAttachments = defineNode({
  ...pushNode,
  name: 'events_chat_push_attachments',
  title: 'Push Attachments',
  doc: 'Adds files to the answer of a chat.',
  inputs: { exec_in, attachments: pin.array(attachmentPin('Attachments', 'The files.')) },
  outputs: { exec_out },
  bind: ({ inputs: { attachments }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      addAttachments(at, attachments.read(at));
      outputs.exec_out.on(at);
    };
  },
});
