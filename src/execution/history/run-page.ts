import type { FastifyReply, FastifyRequest } from 'fastify';
import { linkNext, type PageDto } from '../../common/page.dto.js';
import type { Run } from '../run.js';
import type { ListedRun } from './run-list.service.js';

/** The runs of a page; the header Link names the next one. */
export function sendRunPage(
  listed: readonly ListedRun[],
  { limit = 50 }: PageDto,
  request: FastifyRequest,
  reply: FastifyReply,
): Run[] {
  linkNext(
    request,
    reply,
    listed.map(({ cursor }) => ({ id: cursor })),
    limit,
  );
  return listed.map(({ run }) => run);
}
