import type { FastifyRequest } from 'fastify';
import { InvalidError } from '../common/errors.js';
import { parseValue, type Value, type ValueObject } from '../engine/index.js';

/**
 * The member `payload` of a request as it was sent: the parsed body no longer tells 1.0 from 1. None counts as
 * null. Throws InvalidError for one that cannot be kept.
 */
export const payloadOf = (request: FastifyRequest): Value => memberOf(request, 'payload');

/** Any member of a body, likewise. */
export function memberOf({ rawBody }: FastifyRequest, name: string): Value {
  if (!rawBody) return null;
  try {
    return (parseValue(rawBody) as ValueObject)[name] ?? null;
  } catch (error) {
    const message = (error as Error).message.slice(0, 200);
    throw new InvalidError(`The ${name} cannot be kept`, [{ path: name, message }]);
  }
}
