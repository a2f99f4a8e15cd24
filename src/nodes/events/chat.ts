import { defineNode, NodeError, pin, type Value, type ValueObject } from '../../engine/index.js';
import { type Attachment, attachmentPin, attachmentShape, isLocal } from '../chat/attachment.js';
import { historyPin, newHistory } from '../history/history.js';
import { type Message, messageShape, type Part } from '../history/message.js';
import { list, object, optional, text } from '../shapes.js';

interface Payload {
  readonly messages: readonly Message[];
  readonly local_session?: ValueObject | null;
  readonly global_session?: ValueObject | null;
  readonly tools?: readonly string[] | null;
  readonly actions?: readonly ValueObject[] | null;
  readonly attachments?: readonly Attachment[] | null;
  readonly user?: ValueObject | null;
}

const payloadShape = object({
  messages: list(messageShape),
  chat_id: optional(text),
  local_session: optional(object()),
  global_session: optional(object()),
  tools: optional(list(text)),
  actions: optional(list(object())),
  attachments: optional(list(attachmentShape)),
  user: optional(object({ sub: text, name: text })),
});

const NOBODY = { sub: '', name: '', bot: null };

const schemaOf = (title: string, properties: object) =>
  JSON.stringify({ title, type: 'object', properties });
const enforced = { enforceSchema: true };

export const chatEvent = defineNode({
  name: 'events_chat',
  title: 'Chat Event',
  doc: 'Starts a run with what somebody says in a chat.',
  category: 'Events',
  start: true,
  inputs: {},
  outputs: {
    exec_out: pin.exec('Output', 'Goes on here when a message comes.'),
    history: historyPin('History', 'The messages of the chat, the newest last.', true),
    local_session: pin.struct('Local Session', 'What this chat remembers.'),
    global_session: pin.struct('Global Session', 'What all chats of this person remember.'),
    tools: pin.array(pin.string('Tools', 'What the person lets the answer use.')),
    actions: pin.array(
      pin.struct('Actions', 'What the person chose to be done.', {
        schema: schemaOf('ChatAction', {}),
        options: enforced,
      }),
    ),
    attachments: pin.array(attachmentPin('Attachments', 'Files that came with the message.')),
    user: pin.struct('User', 'Who is talking.', {
      schema: schemaOf('User', {
        sub: { type: 'string' },
        name: { type: 'string' },
        bot: { type: ['boolean', 'null'] },
      }),
      options: enforced,
    }),
  },
  bind: ({ outputs }) => {
    return (at) => {
      if (!at.frame.delegated) {
        const payload = read(at.payload);
        outputs.history.write(at, newHistory('', withoutLocalParts(payload.messages)));
        outputs.local_session.write(at, payload.local_session ?? {});
        outputs.global_session.write(at, payload.global_session ?? {});
        outputs.tools.write(at, payload.tools ?? []);
        outputs.actions.write(at, payload.actions ?? []);
        const attachments = payload.attachments ?? [];
        outputs.attachments.write(
          at,
          attachments.filter((file) => !isLocal(typeof file === 'string' ? file : file.url)),
        );
        outputs.user.write(at, payload.user ?? NOBODY);
      }
      outputs.exec_out.on(at);
    };
  },
});

function read(payload: Value | undefined): Payload {
  const fault = payloadShape(payload);
  if (fault !== undefined) throw new NodeError(`Failed to deserialize payload: payload${fault}`);
  return payload as unknown as Payload;
}

/** What lies on the person's own machine can't be looked at from here. */
function withoutLocalParts(messages: readonly Message[]): readonly Message[] {
  return messages.map((message) => {
    const { content } = message;
    if (typeof content === 'string' || !content.some(isLocalPart)) return message;
    return { ...message, content: content.filter((part) => !isLocalPart(part)) };
  });
}

function isLocalPart(part: Part): boolean {
  const file = part.type === 'text' ? undefined : part[part.type];
  return isLocal((file as ValueObject | undefined)?.['url'] ?? file ?? null);
}
