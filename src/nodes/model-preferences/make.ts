import { defineNode, pin } from '../../engine/index.js';
import { newPreferences, preferencesPin } from './preferences.js';

export const makePreferences = defineNode({
  name: 'ai_generative_make_preferences',
  title: 'Make Preferences',
  doc: 'Begins to say what kind of model is wanted.',
  category: 'AI/Generative/Preferences',
  inputs: {
    multimodal: pin.boolean('Multimodal', 'Whether it must understand more than text.', {
      default: false,
    }),
  },
  outputs: { preferences: preferencesPin('Preferences', 'The preferences, all others open.') },
  bind: ({ inputs: { multimodal }, outputs: { preferences } }) => {
    return (at) => preferences.write(at, newPreferences(multimodal.read(at)));
  },
});
