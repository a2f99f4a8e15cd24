import { type Activation, defineNode, pin } from '../../engine/index.js';
import { readIfAny } from '../read-if-any.js';
import { count } from '../shapes.js';
import { addLine, addWords, beginStep, removeStep } from './plan.js';
import { exec_in, exec_out, pushNode } from './push-node.js';
import { type Plan, planOf, setPlan, tellPart } from './reply.js';

/** Keeps the new plan and shows it. */
function show(at: Activation, plan: Plan, bytes: number): void {
  setPlan(at, plan, bytes);
  tellPart(at, { plan });
}

export const pushStep = defineNode({
  ...pushNode,
  name: 'events_chat_push_step',
  title: 'Push Step',
  doc: 'Shows that the next step of the work behind an answer begins.',
  inputs: {
    exec_in,
    title: pin.string('Title', 'What the step is called.'),
    description: pin.string('Description', 'What it is about; may be left out.'),
  },
  outputs: { exec_out, step_id: pin.integer('Step ID', 'Number of the step, from 1.') },
  bind: ({ inputs: { title, description }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const text = `${title.read(at)}: ${readIfAny(at, description) ?? ''}`;
      const plan = beginStep(planOf(at), text);
      show(at, plan, 2 * text.length);
      outputs.step_id.write(at, plan.current_step);
      outputs.exec_out.on(at);
    };
  },
});

export const removePlanStep = defineNode({
  ...pushNode,
  name: 'events_chat_remove_step',
  title: 'Remove Step',
  doc: 'Takes a step out of what is shown of the work behind an answer.',
  inputs: {
    exec_in,
    step_id: pin.shaped<number>(pin.integer('Step ID', 'Number of the step.'), count),
  },
  outputs: { exec_out },
  bind: ({ inputs: { step_id }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      show(at, removeStep(planOf(at), step_id.read(at)), 0);
      outputs.exec_out.on(at);
    };
  },
});

export const pushTextToStep = defineNode({
  ...pushNode,
  name: 'events_chat_push_text_to_step',
  title: 'Push Text to Step',
  doc: 'Goes on with the text of the present step.',
  inputs: { exec_in, text: pin.string('Text', 'What is added, after a space.') },
  outputs: { exec_out },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const text = inputs.text.read(at);
      show(at, addWords(planOf(at), text), 2 * text.length);
      outputs.exec_out.on(at);
    };
  },
});

export const pushReasoning = defineNode({
  ...pushNode,
  name: 'events_chat_push_reasoning',
  title: 'Push Reasoning',
  doc: 'Shows what led to the answer, in the text of the present step.',
  inputs: { exec_in, reasoning: pin.string('Reasoning', 'What is added, on a new line.') },
  outputs: { exec_out },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const reasoning = inputs.reasoning.read(at);
      show(at, addLine(planOf(at), reasoning), 2 * reasoning.length);
      outputs.exec_out.on(at);
    };
  },
});
