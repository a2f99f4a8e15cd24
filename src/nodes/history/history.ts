import {
  type Activation,
  NodeError,
  pin,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { list, object, text } from '../shapes.js';
import { type Message, messageShape } from './message.js';

/**
 * What a language model is told: the messages so far, and how it is to answer. Settings are there only when
 * they are set; members that nobody knows are kept.
 */
export interface History extends ValueObject {
  readonly model: string;
  readonly messages: readonly Message[];
}

export function newHistory(model: string, messages: readonly Message[]): History {
  return { model, messages: known(messages), preset: null, stream: true };
}

/** Lists of messages that have been looked at: a history that grows is not read from its beginning each time. */
const looked = new WeakSet<object>();

function known(messages: readonly Message[]): readonly Message[] {
  looked.add(messages);
  return messages;
}

const head = object({ model: text });
const messageList = list(messageShape);

function historyShape(value: Value): string | undefined {
  const fault = head(value);
  if (fault !== undefined) return fault;
  const { messages } = value as History;
  if (messages !== undefined && messages !== null && looked.has(messages)) return undefined;
  const found = messageList(messages);
  if (found !== undefined) return `.messages${found}`;
  known(messages);
  return undefined;
}

/** The history with other messages, each of which has been looked at. */
export function withMessages(
  history: History,
  messages: readonly Message[],
  { run: { limits } }: Activation,
): History {
  if (messages.length > limits.arrayItems)
    throw new NodeError(`The history is longer than ${limits.arrayItems} messages`);
  return tidy({ ...history, messages: known(messages) });
}

/** The history with a setting; null takes it back. */
export const withSetting = (history: History, name: string, value: Value): History =>
  tidy({ ...history, [name]: value });

/** `preset` is always there, all else only when it is set. */
function tidy(history: History): History {
  const set = Object.entries(history).filter(
    ([name, value]) => value !== null || name === 'preset',
  );
  return { preset: null, ...Object.fromEntries(set) } as unknown as History;
}

const setting = (...types: string[]) => ({ type: [...types, 'null'] });

const SCHEMA = JSON.stringify({
  title: 'History',
  type: 'object',
  properties: {
    model: { type: 'string' },
    messages: { type: 'array', items: { type: 'object' } },
    preset: setting('string'),
    stream: setting('boolean'),
    stream_options: setting('object'),
    max_completion_tokens: setting('integer'),
    top_p: setting('number'),
    temperature: setting('number'),
    seed: setting('integer'),
    presence_penalty: setting('number'),
    frequency_penalty: setting('number'),
    user: setting('string'),
    stop: setting('array'),
    response_format: setting('string', 'object'),
    n: setting('integer'),
    tools: setting('array'),
    tool_choice: setting('string', 'object'),
    usage: setting('object'),
  },
  required: ['model', 'messages'],
});

/** A pin of a history; editors let only pins of the same schema on it when it is told to `enforce`. */
export function historyPin(title: string, doc: string, enforce = false): pin.DataPin<History> {
  const options = enforce ? { options: { enforceSchema: true } } : {};
  return pin.shaped(pin.struct(title, doc, { schema: SCHEMA, ...options }), historyShape);
}
