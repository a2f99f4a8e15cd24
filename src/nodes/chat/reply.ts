import {
  type Activation,
  NodeError,
  Shared,
  type Value,
  type ValueObject,
} from '../../engine/index.js';
import { newResponse, type Response } from '../response/response.js';
import type { Attachment } from './attachment.js';

/** What the nodes of one run answer in a chat, as far as they have come. */
interface Reply extends ValueObject {
  readonly response: Response;
  readonly attachments: readonly Attachment[];
  readonly plan: Plan;
}

/** What the person sees of the work behind the answer. */
export interface Plan extends ValueObject {
  readonly plan: readonly Step[];
  /** Number of the last step that began; 0 before the first. */
  readonly current_step: number;
  readonly current_message: string;
}

export type Step = readonly [id: number, text: string];

const NOTHING: Reply = {
  response: newResponse(),
  attachments: [],
  plan: { plan: [], current_step: 0, current_message: '' },
};

/** The answer as clients get it: at the end of the run, and whenever it is replaced. */
const whole = ({ response, attachments }: Reply): ValueObject => ({
  response,
  local_session: null,
  global_session: null,
  actions: [],
  attachments,
  model_id: null,
});

const reply = new Shared(NOTHING, (value, tell) => tell('chat_out', whole(value)));

/** Changes the answer; `bytes` tells, roughly, by how many it grows. */
function change(at: Activation, changes: Partial<Reply>, bytes: number): Reply {
  const changed = { ...reply.read(at), ...changes } as Reply;
  reply.write(at, changed, bytes);
  return changed;
}

/** From now on there is an answer, if only an empty one. */
export const touchReply = (at: Activation): Reply => change(at, {}, 0);

export const responseOf = (at: Activation): Response => reply.read(at).response;
export const planOf = (at: Activation): Plan => reply.read(at).plan;

/** Another answer in place of what there was; clients get all of it. */
export function replaceResponse(at: Activation, response: Response): void {
  at.emit('chat_stream', whole(change(at, { response }, 0)));
}

/** The answer has grown by a piece; clients get that. */
export function growResponse(at: Activation, response: Response, bytes: number): void {
  change(at, { response }, bytes);
}

export function addAttachments(at: Activation, added: readonly Attachment[]): void {
  const attachments = [...reply.read(at).attachments, ...added];
  const { arrayItems } = at.run.limits;
  if (attachments.length > arrayItems)
    throw new NodeError(`The answer has more than ${arrayItems} attachments`);
  change(at, { attachments }, PER_ITEM * added.length);
  tellPart(at, { attachments: added });
}

const PER_ITEM = 64;

export function setPlan(at: Activation, plan: Plan, bytes: number): void {
  const { arrayItems, textCharacters } = at.run.limits;
  if (plan.plan.length > arrayItems)
    throw new NodeError(`The plan has more than ${arrayItems} steps`);
  if (plan.current_message.length > textCharacters)
    throw new NodeError(`The text of the step is longer than ${textCharacters} characters`);
  change(at, { plan }, PER_ITEM + bytes);
}

interface Part {
  readonly chunk?: Value;
  readonly attachments?: readonly Attachment[];
  readonly plan?: Plan;
}

/** Tells clients what has been added. */
export function tellPart(at: Activation, { chunk = null, attachments = [], plan }: Part): void {
  at.emit('chat_stream_partial', { chunk, actions: [], attachments, plan: plan ?? null });
}
