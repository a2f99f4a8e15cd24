import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Where a request came from: for throttling, the list of sessions and the audit log. */
export interface RequestOrigin {
  /** Address of the client, as seen past the trusted proxies. */
  readonly address: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}

const MAX_USER_AGENT = 300;

export function originOf(request: FastifyRequest): RequestOrigin {
  const userAgent = request.headers['user-agent']?.slice(0, MAX_USER_AGENT) ?? null;
  return { address: request.ip, userAgent, requestId: request.id };
}

/** The origin of the request, as a parameter of a route. */
export const Origin = createParamDecorator((_: unknown, context: ExecutionContext): RequestOrigin =>
  originOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
