import type { Plan, Step } from './reply.js';

// What happens to the plan that a person sees beside the answer of a chat. Plans are never changed in place.

const THINKING: Step = [0, 'Thinking'];

/** What the model says to itself goes to a step of its own, before all others. */
export function withThinking(plan: Plan): Plan {
  const isThere = plan.plan.some(([id]) => id === THINKING[0]);
  return isThere ? plan : { ...plan, plan: [THINKING, ...plan.plan] };
}

export function beginStep(plan: Plan, text: string): Plan {
  const id = plan.current_step + 1;
  return { plan: [...plan.plan, [id, text]], current_step: id, current_message: '' };
}

export const removeStep = (plan: Plan, gone: number): Plan => ({
  ...plan,
  plan: plan.plan.filter(([id]) => id !== gone),
});

/** Goes on with the text of the present step, on a new line. */
export const addLine = (plan: Plan, text: string): Plan => append(plan, '\n', text);
/** The same, on the same line. */
export const addWords = (plan: Plan, text: string): Plan => append(plan, ' ', text);

function append(plan: Plan, between: string, text: string): Plan {
  const before = plan.current_message;
  return { ...plan, current_message: before === '' ? text : `${before}${between}${text}` };
}
