import { Logger } from '@nestjs/common';
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { AppError, UnauthenticatedError, UnavailableError } from '../../common/errors.js';
import { ProviderAwayError } from './provider-fetch.js';

const logger = new Logger('OAuth');
/** RFC 6749, 4.1.2.1: the provider's own trouble, which passes. */
const PASSING = new Set(['server_error', 'temporarily_unavailable']);

/**
 * What a failed sign-in at a provider is to whoever tried it. Texts of the provider go no further: they may
 * hold anything.
 */
export function failureOf(error: unknown, { id, name }: { id: string; name: string }): Error {
  if (error instanceof AppError) return error;
  const away = causesOf(error).find((cause) => cause instanceof ProviderAwayError);
  if (away !== undefined) return unavailable(id, name, away.message);
  if (error instanceof AuthorizationResponseError) return refusal(id, name, error.error);
  if (error instanceof ResponseBodyError && error.error === 'invalid_grant')
    return new UnauthenticatedError(
      `${name} does not take the answer of this sign-in any more; start again`,
    );
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) {
    logger.error(`Provider ${id} refuses this server as its client: ${reasonOf(error)}`);
    return new UnavailableError(`Signing in with ${name} is not set up rightly`, {
      retryAfter: 60,
    });
  }
  if (!(error instanceof ClientError)) return error as Error;
  logger.warn(`An answer of provider ${id} is not what it must be: ${reasonOf(error)}`);
  return new UnauthenticatedError(`The answer of ${name} is not what it must be; start again`);
}

export function unavailable(id: string, name: string, reason: string, retryAfter = 5): AppError {
  logger.warn(`Provider ${id} is away: ${reason}`);
  return new UnavailableError(`${name} does not answer; try again shortly`, { retryAfter });
}

function refusal(id: string, name: string, code: string): AppError {
  if (PASSING.has(code)) return unavailable(id, name, code);
  if (code === 'access_denied')
    return new UnauthenticatedError(`You were not signed in: ${name} was told to deny access`);
  logger.warn(`Provider ${id} refused a sign-in: ${isWord(code) ? code : 'for no known reason'}`);
  return new UnauthenticatedError(`You were not signed in: ${name} refused it`);
}

/** Messages of the library hold no values; those of its causes neither. */
function reasonOf(error: Error): string {
  const code = error instanceof ResponseBodyError && isWord(error.error) ? [error.error] : [];
  return [...causesOf(error).map(({ message }) => message), ...code].join(': ');
}

function isWord(text: string): boolean {
  return /^\w{1,40}$/.test(text);
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
