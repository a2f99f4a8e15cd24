import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerTo, tellOperator, tellLimits } from '../../common/error-answer.js';
import { Lifecycle } from '../../common/lifecycle.js';
import { originOf } from '../../common/request-origin.js';
import { Config } from '../../config/config.js';
import { addressKey } from '../../throttle/address-key.js';
import type { PolicyName } from '../../throttle/policies.js';
import { RateLimits } from '../../throttle/rate-limits.service.js';
import { formTargetsOf } from './openid-client.js';
import { OpenIdProvider } from './openid-provider.service.js';
import { OpenIdSessions } from './openid-sessions.service.js';
import { contentSecurityPolicy } from './pages/page.js';
import { failurePage } from './pages/provider-pages.js';
import { ENDPOINTS } from './provider-configuration.js';
import { type PageRequest, SignInPages } from './sign-in-pages.service.js';

const { authorization, end_session: endSession, revocation, token } = ENDPOINTS;

/** What oidc-provider answers itself. */
const ROUTES: readonly (readonly ['GET' | 'POST', string, PolicyName?])[] = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', authorization, 'authorize'],
  ['GET', `${authorization}/:uid`, 'authorize'],
  ['POST', token, 'token'],
  ['POST', revocation, 'token'],
  ['GET', endSession, 'authorize'],
  ['POST', `${endSession}/confirm`, 'authorize'],
  ['GET', `${endSession}/success`],
];
const MAX_FORM_BYTES = 16_384;

/** Puts the OpenID provider and its pages on the server, beside the routes of Nest. */
@Injectable()
export class OpenIdRoutes implements OnModuleInit {
  private readonly logger = new Logger(OpenIdRoutes.name);
  private readonly policy: string;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly openId: OpenIdProvider,
    private readonly sessions: OpenIdSessions,
    private readonly pages: SignInPages,
    private readonly limits: RateLimits,
    private readonly lifecycle: Lifecycle,
    config: Config,
  ) {
    this.policy = contentSecurityPolicy(formTargetsOf(config));
  }

  onModuleInit(): void {
    if (this.openId.provider === undefined) return;
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.register(async (scope) => this.addProvider(scope));
    fastify.register(async (scope) => this.addPages(scope));
  }

  /** oidc-provider reads bodies itself, 56 KiB at most, and writes its answers past Fastify. */
  private addProvider(scope: FastifyInstance): void {
    const provider = this.openId.provider!;
    const answer = provider.callback();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.setErrorHandler((error, request, reply) => this.answerAsOAuth(error, request, reply));
    for (const [method, url, policy] of ROUTES)
      scope.route({
        method,
        url,
        preHandler: async ({ ip }) => policy && this.limits.take(policy, addressKey(ip)),
        handler: async (request, reply) => {
          this.sessions.origins.set(request.raw, originOf(request));
          reply.header('content-security-policy', this.policy);
          if (this.lifecycle.phase === 'draining') reply.header('connection', 'close');
          reply.hijack();
          for (const [name, value] of Object.entries(reply.getHeaders()))
            if (value !== undefined) reply.raw.setHeader(name, value);
          // Fastify does not see when the answer is made.
          await answer(request.raw, reply.raw).finally(() => request.admitted?.end());
        },
      });
  }

  private addPages(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MAX_FORM_BYTES },
      (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(String(text)))),
    );
    scope.setErrorHandler((error, request, reply) => this.answerAsPage(error, request, reply));
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', this.policy).header('cache-control', 'no-store');
      // Without a referrer browsers send forms with the origin "null".
      reply.header('referrer-policy', 'same-origin');
    });
    const url = '/sign-in/:uid';
    const pageOf = ({ query }: PageRequest) => (query.create === undefined ? 'sign-in' : 'sign-up');
    scope.get(url, (request: PageRequest, reply) =>
      this.pages.show(pageOf(request), request, reply),
    );
    scope.post(url, (request: PageRequest, reply) =>
      this.pages.submit(pageOf(request), request, reply),
    );
  }

  /** RFC 6749, 5.2. */
  private answerAsOAuth(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const answer = answerTo(thrown);
    tellOperator(this.logger, request, answer, thrown);
    tellLimits(reply, answer, thrown);
    const passing = answer.status === 429 || answer.status === 503;
    const error =
      answer.status >= 500 && !passing
        ? 'server_error'
        : passing
          ? 'temporarily_unavailable'
          : 'invalid_request';
    reply
      .status(answer.status)
      .header('cache-control', 'no-store')
      .send({ error, error_description: answer.detail });
  }

  private answerAsPage(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const answer = answerTo(thrown);
    tellOperator(this.logger, request, answer, thrown);
    tellLimits(reply, answer, thrown);
    reply.status(answer.status).type('text/html; charset=utf-8').send(failurePage(answer.detail));
  }
}
