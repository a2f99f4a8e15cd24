import { evaluateExpression } from './eval.js';

export const math = [evaluateExpression];
