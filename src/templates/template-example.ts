import { ApiResponse } from '@nestjs/swagger';

const APP = 'a2c4e8xxat96iws9zmbrgj3a';
const TEMPLATE = 't1f3g5xxat96iws9zmbrgj3a';
const TIME = { secs_since_epoch: 1_764_000_000, nanos_since_epoch: 0 };
const METADATA = {
  name: 'Greetings',
  description: 'Says hello to everybody in a list.',
  tags: [],
  created_at: TIME,
  updated_at: TIME,
};

/** Documents an answer that lists templates. */
export const ApiTemplates = (): MethodDecorator =>
  ApiResponse({
    status: 200,
    description:
      'Triples of an app, a template, and its metadata, which is null when there is none',
    schema: {
      type: 'array',
      items: { type: 'array', minItems: 3, maxItems: 3 },
      example: [[APP, TEMPLATE, METADATA]],
    },
  });

/** Documents an answer that names a version of a template. */
export const ApiTemplateVersion = (): MethodDecorator =>
  ApiResponse({
    status: 200,
    description: 'The template and its new version',
    schema: { type: 'array', minItems: 2, maxItems: 2, example: [TEMPLATE, [0, 0, 0]] },
  });
