import type { Schema } from './pin-schema.js';

const ID = { type: 'string', format: 'uuid' };
const STATUS = { enum: ['completed', 'failed', 'cancelled', 'timeout'] };
const RESULT = { description: 'What the board returned' };
const ERROR = { type: ['string', 'null'] };

/** What runs answer, by name. */
export const ANSWERS: Readonly<Record<string, Schema>> = {
  Run: {
    type: 'object',
    required: ['id', 'status', 'result', 'error'],
    properties: {
      id: ID,
      status: STATUS,
      result: RESULT,
      error: ERROR,
      started_at: { type: ['string', 'null'], format: 'date-time' },
      completed_at: { type: ['string', 'null'], format: 'date-time' },
      duration_ms: { type: ['number', 'null'] },
      log_level: { type: 'integer', minimum: 0, maximum: 4 },
    },
  },
  AcceptedRun: { type: 'object', properties: { id: ID, status: { type: 'string' } } },
  Triggered: {
    type: 'object',
    required: ['triggered', 'run_id', 'status', 'result', 'error'],
    properties: {
      triggered: { const: true },
      run_id: ID,
      status: STATUS,
      result: RESULT,
      error: ERROR,
    },
  },
  StillRunning: {
    type: 'object',
    properties: { triggered: { const: true }, run_id: ID, status: { type: 'string' } },
  },
  NotTriggered: {
    type: 'object',
    properties: {
      triggered: { const: false },
      run_id: { type: 'null' },
      message: { type: 'string' },
    },
  },
};

/** One of those, as the content of an answer. */
export const json = (name: keyof typeof ANSWERS): Schema => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});

/** A run that has ended, for those who wait and those who accept a stream. */
export const ended = (name: keyof typeof ANSWERS): Schema => ({
  description: 'It has ended; as a stream, what it tells',
  content: { ...json(name), 'text/event-stream': { schema: { type: 'string' } } },
});

export const PROBLEM: Schema = {
  description: 'It could not be run, and why',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        properties: {
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
