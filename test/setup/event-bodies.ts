import type { AnyJson } from './api-client.js';

export const configBytes = (value: unknown) => [...Buffer.from(JSON.stringify(value))];

/** An event as clients send it: leads to the node `start` of the board `b`. */
export const anEvent = (fields: object = {}): AnyJson => ({
  name: 'Greet',
  description: 'Greets',
  board_id: 'b',
  board_version: null,
  node_id: 'start',
  event_type: 'generic_form',
  variables: {},
  config: [],
  active: true,
  ...fields,
});
