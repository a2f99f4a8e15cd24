import type { AnyJson } from './api-client.js';

/** An event as an editor sends it: it starts the node `start` of the board `b`. */
export const event = (fields: object = {}): AnyJson => ({
  id: 'whatever',
  name: 'Greet',
  description: 'Greets',
  board_id: 'b',
  board_version: null,
  node_id: 'start',
  event_type: 'generic_form',
  variables: {},
  config: [],
  active: true,
  canary: null,
  priority: 0,
  notes: null,
  event_version: [7, 7, 7],
  created_at: { secs_since_epoch: 1, nanos_since_epoch: 0 },
  updated_at: { secs_since_epoch: 1, nanos_since_epoch: 0 },
  default_page_id: null,
  inputs: [],
  ...fields,
});

/** A value as the ecosystem keeps defaults: the bytes of its JSON. */
export const bytes = (value: unknown): number[] => [...Buffer.from(JSON.stringify(value))];
