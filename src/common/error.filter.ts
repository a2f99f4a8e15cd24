import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerTo, tellOperator, tellLimits } from './error-answer.js';
import { problem, PROBLEM_TYPE } from './problem.js';

/** Turns whatever was thrown into a problem. Only what the caller may know goes out; the rest is logged. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorFilter.name);

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const answer = answerTo(thrown);
    tellOperator(this.logger, request, answer, thrown);
    if (reply.sent || reply.raw.headersSent) return;
    if (answer.status === 401) reply.header('www-authenticate', 'Bearer');
    tellLimits(reply, answer, thrown);
    reply
      .status(answer.status)
      .type(PROBLEM_TYPE)
      .send(problem(answer.status, answer.detail, request, answer.errors));
  }
}
