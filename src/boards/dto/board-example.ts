import { ApiResponse } from '@nestjs/swagger';

const TIME = { secs_since_epoch: 1_764_000_000, nanos_since_epoch: 0 };
const BOARD = {
  id: 'tz4a98xxat96iws9zmbrgj3a',
  name: 'Greetings',
  description: 'Says hello to everybody in a list.',
  nodes: {},
  variables: {},
  comments: {},
  viewport: [0, 0, 0],
  version: [0, 0, 1],
  stage: 'Dev',
  log_level: 'Info',
  execution_mode: 'Hybrid',
  refs: {},
  layers: {},
  page_ids: [],
  created_at: TIME,
  updated_at: TIME,
};

/** Documents an answer that is a board in the ecosystem's JSON, or a list of them. */
export function ApiBoard({ list = false } = {}): MethodDecorator {
  const board = { type: 'object', description: 'A board as the ecosystem’s editors keep it' };
  return ApiResponse({
    status: 200,
    description: list ? 'Boards, oldest first' : 'The board',
    schema: list ? { type: 'array', items: board, example: [BOARD] } : { ...board, example: BOARD },
  });
}
