import { defineNode, pin } from '../../engine/index.js';
import { attachmentPin } from './attachment.js';

const category = 'Events/Chat/Attachments';

export const attachmentFromSignedUrl = defineNode({
  name: 'events_chat_attachment_from_signed_url',
  title: 'From Signed URL',
  doc: 'Makes an attachment of the address of a file.',
  category,
  inputs: { signed_url: pin.string('Signed URL', 'Where the file is.') },
  outputs: { attachment: attachmentPin('Attachment', 'The attachment.', false) },
  bind: ({ inputs: { signed_url }, outputs: { attachment } }) => {
    return (at) => attachment.write(at, signed_url.read(at));
  },
});

export const attachmentToSignedUrl = defineNode({
  name: 'events_chat_attachment_to_signed_url',
  title: 'To Signed URL',
  doc: 'Gives the address of an attachment that is nothing but an address.',
  category,
  inputs: { attachment: attachmentPin('Attachment', 'The attachment.') },
  outputs: {
    signed_url: pin.string(
      'Signed URL',
      'Where the file is; empty when it is more than an address.',
    ),
    success: pin.boolean('Success', 'Whether it is nothing but an address.'),
  },
  bind: ({ inputs, outputs: { signed_url, success } }) => {
    return (at) => {
      const attachment = inputs.attachment.read(at);
      const isAddress = typeof attachment === 'string';
      signed_url.write(at, isAddress ? attachment : '');
      success.write(at, isAddress);
    };
  },
});
