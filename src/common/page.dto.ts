import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Which part of a list to answer. */
export class PageDto {
  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number = 50;

  /** Where the page before ended: taken from its header Link. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  /** How many to leave out, for clients that count. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  offset?: number;
}

/** Points to the next page of a list (RFC 8288), when this one is full. */
export function linkNext(
  request: FastifyRequest,
  reply: FastifyReply,
  page: readonly { readonly id: string }[],
  limit: number,
): void {
  const last = page.at(-1);
  if (page.length < limit || last === undefined) return;
  const [path, query] = request.url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.delete('offset');
  parameters.set('cursor', last.id);
  reply.header('link', `<${path}?${parameters}>; rel="next"`);
}
