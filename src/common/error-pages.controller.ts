import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFoundError } from './errors.js';
import { Public } from './public.js';

const PAGES: Readonly<Record<string, string>> = {
  'bad-request':
    'The request can not be used as it is. "errors" names the fields and what would be right.',
  unauthorized:
    'The request carries no credentials, or none that are known. Sign in and send the token.',
  forbidden: 'The credentials are known but do not permit this.',
  'not-found': 'There is nothing under this address, or nothing the caller may know of.',
  conflict: 'The present state of the thing does not allow this. Read it again, then decide.',
  'precondition-failed':
    'Somebody else changed the thing since it was read. Read it again, then change it.',
  'request-timeout': 'The request took too long to arrive. Send it again.',
  'request-header-fields-too-large':
    'The headers of the request are larger than this server accepts.',
  'payload-too-large': 'The body is larger than this server accepts.',
  'unsupported-media-type': 'The body must be JSON, sent with content-type application/json.',
  'too-many-requests': 'Too many requests. Try again after the seconds in the header Retry-After.',
  'internal-error':
    'The server made a mistake. Report the request_id: the log has the rest under it.',
  'service-unavailable':
    'A service this server depends on is away. Try again after the seconds in Retry-After.',
};

/** The pages that the `type` of a problem refers to. */
@ApiExcludeController()
@Public()
@Controller('errors')
export class ErrorPagesController {
  @Get(':code')
  @Header('content-type', 'text/plain; charset=utf-8')
  page(@Param('code') code: string): string {
    const page = Object.hasOwn(PAGES, code) ? PAGES[code] : undefined;
    if (page === undefined) throw new NotFoundError('There is no such error page');
    return `${page}\n`;
  }
}
