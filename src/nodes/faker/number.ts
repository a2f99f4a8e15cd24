import { defineNode, NodeError, pin } from '../../engine/index.js';
import { wholeBetween } from './fake.js';

const category = 'Utils/Faker/Number';
const exec_in = pin.exec('Input', 'Makes it up.');
const exec_out = pin.exec('Output', 'Goes on here.');

export const fakeBoolean = defineNode({
  name: 'faker_boolean',
  title: 'Fake Boolean',
  doc: 'Says true or false by chance.',
  category,
  inputs: {
    exec_in,
    probability: pin.float('True Probability', 'How likely true is: 0 never, 1 always.', {
      default: 0.5,
    }),
  },
  outputs: { exec_out, value: pin.boolean('Value', 'True or false.') },
  bind: ({ inputs: { probability }, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.value.write(at, at.host.random() < probability.read(at));
      outputs.exec_out.on(at);
    };
  },
});

export const fakeDigit = defineNode({
  name: 'faker_digit',
  title: 'Fake Digit',
  doc: 'Chooses a number from 0 to 9.',
  category,
  inputs: { exec_in },
  outputs: { exec_out, digit: pin.integer('Digit', 'The number.') },
  bind: ({ outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      outputs.digit.write(at, wholeBetween(at, 0, 10));
      outputs.exec_out.on(at);
    };
  },
});

export const fakeInteger = defineNode({
  name: 'faker_integer',
  title: 'Fake Integer',
  doc: 'Chooses a whole number.',
  category,
  inputs: {
    exec_in,
    min: pin.integer('Min', 'The smallest number there may be.', { default: 0 }),
    max: pin.integer('Max', 'All numbers are smaller than this.', { default: 100 }),
  },
  outputs: { exec_out, number: pin.integer('Number', 'The number.') },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const [min, max] = ordered(inputs.min.read(at), inputs.max.read(at));
      outputs.number.write(at, wholeBetween(at, min, max));
      outputs.exec_out.on(at);
    };
  },
});

export const fakeFloat = defineNode({
  name: 'faker_float',
  title: 'Fake Float',
  doc: 'Chooses a number.',
  category,
  inputs: {
    exec_in,
    min: pin.float('Min', 'The smallest number there may be.', { default: pin.wholeFloat(0) }),
    max: pin.float('Max', 'All numbers are smaller than this.', { default: pin.wholeFloat(100) }),
  },
  outputs: { exec_out, number: pin.float('Number', 'The number.') },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const [min, max] = ordered(inputs.min.read(at), inputs.max.read(at));
      const chance = at.host.random();
      // Not by the distance of the two, which may be larger than any number.
      const number = min * (1 - chance) + max * chance;
      outputs.number.write(at, number >= min && number < max ? number : min);
      outputs.exec_out.on(at);
    };
  },
});

function ordered(min: number, max: number): readonly [number, number] {
  if (min < max) return [min, max];
  throw new NodeError(`Min (${min}) must be smaller than Max (${max})`);
}
