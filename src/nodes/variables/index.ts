import { getVariable, setVariable } from './get-set.js';

export const variables = [getVariable, setVariable];
