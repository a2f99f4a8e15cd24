import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { addressKey } from '../../throttle/address-key.js';
import { RateLimits } from '../../throttle/rate-limits.service.js';
import { answerTo, type ErrorAnswer, tellLimits } from '../../common/error-answer.js';
import { AppError, ForbiddenError } from '../../common/errors.js';
import { originOf } from '../../common/request-origin.js';
import { validationPipe } from '../../common/validation.js';
import { Config } from '../../config/config.js';
import type { User } from '../../users/user.entity.js';
import { AuthService } from '../auth.service.js';
import { LoginDto, RegisterDto } from '../dto/credentials.dto.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { OpenIdProvider } from './openid-provider.service.js';
import { type FormState, signInPage, signUpPage } from './pages/sign-in-page.js';

export type PageRequest = FastifyRequest<{
  Params: { uid: string };
  Querystring: { create?: string };
  Body: Readonly<Record<string, string>> | undefined;
}>;
export type SignInPage = 'sign-in' | 'sign-up';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The sign-in under way is over, or belongs to another browser. */
class SignInExpired extends AppError {
  readonly code = 'BAD_REQUEST';
}

const checked = validationPipe();

/** What people see of a sign-in by OpenID Connect: a form to sign in, and one to make an account. */
@Injectable()
export class SignInPages {
  constructor(
    private readonly openId: OpenIdProvider,
    private readonly signIns: SignInService,
    private readonly auth: AuthService,
    private readonly limits: RateLimits,
    private readonly config: Config,
  ) {}

  /** The form. */
  async show(kind: SignInPage, request: PageRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.render(kind, await this.interactionOf(request, reply), reply, {});
  }

  /** Takes the form: sends the browser back to the app, or shows the form again with what was wrong. */
  async submit(kind: SignInPage, request: PageRequest, reply: FastifyReply): Promise<FastifyReply> {
    const interaction = await this.interactionOf(request, reply);
    this.refuseForeignForm(request, interaction);
    const { csrf: _proof, ...fields } = request.body ?? {};
    try {
      const user = await (kind === 'sign-in' ? this.signIn : this.signUp).call(
        this,
        fields,
        request,
      );
      if (user.status !== 'Active')
        throw new ForbiddenError(
          'This account is suspended. Ask the administrators of this server.',
        );
      return reply.redirect(await this.finish(user, request, reply), 303);
    } catch (error) {
      const answer = answerTo(error);
      if (answer.fault === 'mistake') throw error;
      tellLimits(reply, answer, error);
      return this.render(kind, interaction, reply, fields, answer);
    }
  }

  private async signIn(fields: object, request: PageRequest): Promise<User> {
    const metadata = { type: 'body', metatype: LoginDto } as const;
    const { email, password } = (await checked.transform(fields, metadata)) as LoginDto;
    return this.signIns.signIn(email, password, originOf(request));
  }

  private async signUp(fields: { name?: string }, request: PageRequest): Promise<User> {
    const given = { ...fields, name: fields.name?.trim() || null };
    const metadata = { type: 'body', metatype: RegisterDto } as const;
    const {
      email,
      password,
      name = null,
    } = (await checked.transform(given, metadata)) as RegisterDto;
    await this.limits.take('register', addressKey(request.ip));
    return this.auth.createAccount({ email, password, name }, originOf(request));
  }

  /** Answers where the browser goes on. Whatever was to be asked, somebody who has signed in has answered it. */
  private finish(user: User, { raw }: PageRequest, reply: FastifyReply): Promise<string> {
    const login = { accountId: user.id, amr: ['pwd'] };
    const result = { login, create: {}, select_account: {} };
    return this.openId.provider!.interactionResult(raw, reply.raw, result);
  }

  private async interactionOf(
    { raw, params }: PageRequest,
    reply: FastifyReply,
  ): Promise<Interaction> {
    const interaction = await this.openId
      .provider!.interactionDetails(raw, reply.raw)
      .catch((error: Error) => {
        if (error.name !== 'SessionNotFound') throw error;
      });
    if (interaction?.uid === params.uid) return interaction;
    throw new SignInExpired('This sign-in has expired. Go back to the app and start again.');
  }

  /** The cookie is not sent from other sites; this also holds where they could plant one. */
  private refuseForeignForm({ headers, body }: PageRequest, { cid }: Interaction): void {
    const { origin = this.config.http.publicUrl } = headers;
    const given = Buffer.from(body?.['csrf'] ?? '');
    const right = Buffer.from(cid);
    const isOurs = given.length === right.length && timingSafeEqual(given, right);
    if (!isOurs || origin !== this.config.http.publicUrl)
      throw new ForbiddenError('This form was not sent from the page of this server.');
  }

  private render(
    kind: SignInPage,
    { uid, cid, params }: Interaction,
    reply: FastifyReply,
    fields: Readonly<Record<string, string>>,
    answer?: ErrorAnswer,
  ): FastifyReply {
    const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : '';
    const state: FormState = {
      path: `/sign-in/${uid}`,
      csrf: cid,
      client: String(params['client_id']),
      email: fields['email'] ?? hint,
      name: fields['name'] ?? '',
      registration: this.config.auth.registration === 'open',
      ...(answer && { problem: answer.detail, errors: answer.errors ?? [] }),
    };
    const html = kind === 'sign-up' && state.registration ? signUpPage(state) : signInPage(state);
    // Not 401: that would promise a challenge of HTTP's own.
    const status = answer?.status === 401 ? 400 : (answer?.status ?? 200);
    return reply.status(status).type('text/html; charset=utf-8').send(html);
  }
}
