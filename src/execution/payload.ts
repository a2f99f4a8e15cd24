import type { FastifyRequest } from 'fastify';
import { InvalidError } from '../common/errors.js';
import { parseValue, type Value, type ValueObject } from '../engine/index.js';

/**
 * The member `payload` of a request as it was sent: the parsed body no longer tells 1.0 from 1. None counts as
 * null. Throws InvalidError for one that cannot be kept.
 */
export function payloadOf({ rawBody }: FastifyRequest): Value {
  if (!rawBody) return null;
  try {
    return (parseValue(rawBody) as ValueObject)['payload'] ?? null;
  } catch (error) {
    const message = (error as Error).message.slice(0, 200);
    throw new InvalidError('The payload cannot be kept', [{ path: 'payload', message }]);
  }
}
