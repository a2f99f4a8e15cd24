import { ApiResponse } from '@nestjs/swagger';
import type { EventJson } from '../event.js';

const TIME = { secs_since_epoch: 1_764_000_000, nanos_since_epoch: 0 };

export const EVENT: EventJson = {
  id: 'm3b0u8xxat96iws9zmbrgj3a',
  name: 'Greet',
  description: 'Greets whoever is named.',
  board_id: 'tz4a98xxat96iws9zmbrgj3a',
  board_version: null,
  node_id: 'k1c0m4xxat96iws9zmbrgj3a',
  event_type: 'generic_form',
  variables: {},
  config: [],
  active: true,
  canary: null,
  priority: 0,
  notes: null,
  event_version: [0, 0, 0],
  default_page_id: null,
  inputs: [
    {
      id: 'p5d2c4xxat96iws9zmbrgj3a',
      name: 'person',
      friendly_name: 'Person',
      description: 'Who is greeted',
      data_type: 'String',
      value_type: 'Normal',
      schema: null,
      default_value: null,
      index: 1,
    },
  ],
  route: null,
  is_default: false,
  created_at: TIME,
  updated_at: TIME,
};

/** Documents an answer that is an event in the ecosystem's JSON, or a list of them. */
export function ApiEvent({ list = false } = {}): MethodDecorator {
  const event = { type: 'object', description: 'An event as the ecosystem’s clients keep it' };
  return ApiResponse({
    status: 200,
    description: list ? 'Events, by priority and name' : 'The event',
    schema: list ? { type: 'array', items: event, example: [EVENT] } : { ...event, example: EVENT },
  });
}
