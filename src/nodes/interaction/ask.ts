import { type Activation, pin, type Value, type ValueObject } from '../../engine/index.js';

/** Nobody reads a question and answers it in less, so shorter times count as this. */
const SHORTEST_TTL_SECONDS = 10;

interface Question {
  readonly name: string;
  readonly description: string;
  readonly interactionType: ValueObject;
  readonly ttlSeconds: number;
}

/** Shows a question to the person who follows the run. Answers the reply; undefined when none came in time. */
export async function ask(at: Activation, question: Question): Promise<Value | undefined> {
  const ttlSeconds = Math.max(SHORTEST_TTL_SECONDS, question.ttlSeconds);
  const open = await at.interactions.open({ ...question, ttlSeconds }, at.signal);
  at.emit('interaction_request', {
    id: open.id,
    name: question.name,
    description: question.description,
    interaction_type: question.interactionType,
    status: 'pending',
    ttl_seconds: open.ttlSeconds,
    expires_at: open.expiresAt,
    ...(at.run.runId === '' ? {} : { run_id: at.run.runId }),
    ...(open.appId === undefined ? {} : { app_id: open.appId }),
    ...(open.responderJwt === undefined ? {} : { responder_jwt: open.responderJwt }),
  });
  const reply = await open.answer();
  if (reply.responded) return reply.value;
  at.warn('Interaction timed out');
  return undefined;
}

// The pins that all nodes which ask have in common.

export const category = 'Events/Chat/Interaction';
export const exec_in = pin.exec('Input', 'Asks.');
export const exec_out = pin.exec('Done', 'Goes on here with the answer.');
export const exec_timeout = pin.exec('Timeout', 'Goes on here when nobody answered in time.');
export const responded = pin.boolean('Responded', 'Whether somebody answered.');
export const description = (text: string) =>
  pin.string('Description', 'What the person reads below the name.', { default: text });
export const name = (text: string) =>
  pin.string('Name', 'What the question is called.', { default: text });
export const ttl = (seconds: number) =>
  pin.integer('Timeout (seconds)', 'How long an answer is waited for, at least 10 seconds.', {
    default: seconds,
  });
export const options = pin.list(
  pin.string('Options', 'What can be chosen.', { default: 'Option' }),
  2,
  ['Option A', 'Option B'],
);
