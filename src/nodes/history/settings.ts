import { defineNode, type Input, pin, type Value } from '../../engine/index.js';
import { toFloat32 } from '../float32.js';
import { historyPin, withSetting } from './history.js';

interface Setting<T> {
  /** The last part of the node's name, and the name of its pin. */
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  /** Member of the history, if it is called otherwise. */
  readonly member?: string;
  readonly value: pin.DataPin<T>;
  readonly stored: (value: T) => Value;
}

/** The nodes that set one setting of a history differ in what and how only. */
function setting<T>({ name, title, doc, member = name, value, stored }: Setting<T>) {
  return defineNode({
    name: `ai_generative_set_history_${name}`,
    title,
    doc,
    category: 'AI/Generative/History',
    inputs: {
      exec_in: pin.exec('Input', 'Sets it.'),
      history: historyPin('History', 'The history to start from.', true),
      [name]: value as pin.DataPin<unknown>,
    },
    outputs: {
      exec_out: pin.exec('Output', 'Goes on here.'),
      history_out: historyPin('History', 'The history with the setting.'),
    },
    ...(value.dataType === 'Generic' ? { typeRules: { match: [{ pin: name }] } } : {}),
    bind: ({ inputs, outputs: { exec_out, history_out } }) => {
      const chosen = (inputs as Readonly<Record<string, unknown>>)[name] as Input<T>;
      return (at) => {
        exec_out.off(at);
        const history = inputs.history.read(at);
        history_out.write(at, withSetting(history, member, stored(chosen.read(at))));
        exec_out.on(at);
      };
    },
  });
}

/** The ecosystem keeps these in 32 bits without a sign. */
const wrapped = (value: number): Value => value >>> 0;
const asIs = (value: Value): Value => value;
const range = (least: number, most: number) => ({ options: { range: [least, most] as const } });

export const settings = [
  setting({
    name: 'frequency_penalty',
    title: 'Set History Frequency Penalty',
    doc: 'Sets how much the model avoids words the more often it has used them.',
    value: pin.float('Frequency Penalty', 'From 0, not at all, to 1.', range(0, 1)),
    stored: toFloat32,
  }),
  setting({
    name: 'max_tokens',
    title: 'Set Max Tokens',
    doc: 'Sets how long the answer may become.',
    member: 'max_completion_tokens',
    value: pin.integer('Max Tokens', 'The largest number of tokens of an answer.'),
    stored: wrapped,
  }),
  setting({
    name: 'n',
    title: 'Set History N',
    doc: 'Sets how many answers the model gives.',
    value: pin.integer('N', 'The number of answers.'),
    stored: wrapped,
  }),
  setting({
    name: 'presence_penalty',
    title: 'Set History Presence Penalty',
    doc: 'Sets how much the model avoids words that it has used at all.',
    value: pin.float('Presence Penalty', 'From 0, not at all, to 1.', range(0, 1)),
    stored: toFloat32,
  }),
  setting({
    name: 'response_format',
    title: 'Set Response Format',
    doc: 'Sets the form the answer must have.',
    value: pin.generic('Response Format', 'The name of a form, or an object that describes it.', {
      options: { enforceGenericValueType: true },
    }),
    stored: asIs,
  }),
  setting({
    name: 'seed',
    title: 'Set Seed',
    doc: 'Sets what the model begins its choices with: the same seed tends to give the same answer.',
    value: pin.integer('Seed', 'Any number.'),
    stored: wrapped,
  }),
  setting({
    name: 'stop_words',
    title: 'Set Stop Words',
    doc: 'Sets at which texts the answer ends.',
    member: 'stop',
    value: pin.array(pin.string('Stop Words', 'The texts.')),
    stored: asIs,
  }),
  setting({
    name: 'stream',
    title: 'Set Stream',
    doc: 'Sets whether the answer comes piece by piece.',
    value: pin.boolean('Stream', 'Whether it comes in pieces.', { default: true }),
    stored: asIs,
  }),
  setting({
    name: 'temperature',
    title: 'Set History Temperature',
    doc: 'Sets how much chance there is in an answer.',
    value: pin.float('Temperature', 'From 0, hardly any, to 2.', range(0, 2)),
    stored: toFloat32,
  }),
  setting({
    name: 'top_p',
    title: 'Set History Top P',
    doc: 'Sets from how much of the likely words the model chooses.',
    value: pin.float('Top P', 'The part of the probability that counts, from 0 to 1.'),
    stored: toFloat32,
  }),
  setting({
    name: 'user',
    title: 'Set History User',
    doc: 'Sets for whom the answer is.',
    value: pin.string('User', 'A name or an id of the person.'),
    stored: asIs,
  }),
];
