import { form } from './form.js';
import { multipleChoice } from './multiple-choice.js';
import { singleChoice } from './single-choice.js';

export const interaction = [singleChoice, multipleChoice, form];
