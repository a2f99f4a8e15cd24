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
const RETRY_SECONDS = 5;
/** RFC 6749, 4.1.2.1: the provider's own trouble, which passes. */
const PASSING = new Set(['server_error', 'temporarily_unavailable']);

/**
 * What a failed sign-in at a provider is to whoever tried it. Texts of the provider go no further: they may
 * hold anything.
 */
export function failureOf(error: unknown, { id, name }: { id: string; name: string }): Error {
  if (error instanceof AppError) return error;
  if (causesOf(error).some(isAway)) return away(name, id, reasonOf(error));
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

/** What is answered while a provider is away. */
export function unavailable(name: string, retryAfterSeconds: number): AppError {
  return new UnavailableError(`${name} does not answer; try again shortly`, {
    retryAfter: retryAfterSeconds,
  });
}

export function logAway(id: string, reason: string): void {
  logger.warn(`Provider ${id} is away: ${reason}`);
}

function away(name: string, id: string, reason: string): AppError {
  logAway(id, reason);
  return unavailable(name, RETRY_SECONDS);
}

function refusal(id: string, name: string, code: string): AppError {
  if (PASSING.has(code)) return away(name, id, code);
  if (code === 'access_denied')
    return new UnauthenticatedError(`You were not signed in: ${name} was told to deny access`);
  logger.warn(`Provider ${id} refused a sign-in: ${isWord(code) ? code : 'for no known reason'}`);
  return new UnauthenticatedError(`You were not signed in: ${name} refused it`);
}

/** For the log. Messages of the library hold no values; those of its causes neither. */
export function reasonOf(error: unknown): string {
  const causes = causesOf(error);
  const away = causes.find(isAway);
  if (away !== undefined) return away.message;
  const code = error instanceof ResponseBodyError && isWord(error.error) ? [error.error] : [];
  return [...causes.map(({ message }) => message), ...code].join(': ');
}

function isAway(error: unknown): boolean {
  return error instanceof ProviderAwayError;
}

function isWord(text: string): boolean {
  return /^\w{1,40}$/.test(text);
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
