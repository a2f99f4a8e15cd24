import { defineNode, pin } from '../../engine/index.js';
import { toFloat32 } from '../float32.js';
import { preferencesPin, WEIGHT_NAMES, withPreferences, withWeight } from './preferences.js';

const category = 'AI/Generative/Preferences';
const exec_in = pin.exec('Input', 'Sets it.');
const exec_out = pin.exec('Output', 'Goes on here.');
const preferences_in = preferencesPin('Preferences', 'The preferences to start from.', true);
const preferences_out = preferencesPin('Preferences', 'The preferences with the change.');

export const setModelHint = defineNode({
  name: 'ai_generative_set_model_hint',
  title: 'Set Model Hint',
  doc: 'Says which model would be best.',
  category,
  inputs: { exec_in, preferences_in, model_hint: pin.string('Model Hint', 'Name of a model.') },
  outputs: { exec_out, preferences_out },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const model_hint = inputs.model_hint.read(at);
      const before = inputs.preferences_in.read(at);
      outputs.preferences_out.write(at, withPreferences(before, { model_hint }));
      outputs.exec_out.on(at);
    };
  },
});

export const setPreferenceWeight = defineNode({
  name: 'ai_generative_set_preference_weight',
  title: 'Set Preference Weight',
  doc: 'Says how much something about the model matters.',
  category,
  inputs: {
    exec_in,
    preferences_in,
    preferences_key: pin.string('Preferences', 'What matters.', {
      default: 'Cost',
      options: { validValues: WEIGHT_NAMES },
    }),
    weight: pin.float('Weight', 'How much, from 0 to 1.', { options: { range: [0, 1] } }),
  },
  outputs: { exec_out, preferences_out },
  bind: ({ inputs, outputs }) => {
    return (at) => {
      outputs.exec_out.off(at);
      const key = inputs.preferences_key.read(at);
      const weight = toFloat32(inputs.weight.read(at));
      const before = inputs.preferences_in.read(at);
      outputs.preferences_out.write(at, withWeight(before, key, weight));
      outputs.exec_out.on(at);
    };
  },
});
