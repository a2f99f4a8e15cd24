import type { IncomingHttpHeaders } from 'node:http';
import { UnauthenticatedError } from '../../common/errors.js';

const BEARER = /^Bearer +(\S+)$/i;
/** As the ecosystem's own programs send it, without a scheme. */
const BARE = /^pat_\S+$/;

/** The token of the header Authorization: a JWT or a personal access token. */
export function bearerOf({ authorization }: IncomingHttpHeaders): string | undefined {
  if (authorization === undefined) return undefined;
  return BEARER.exec(authorization)?.[1] ?? (BARE.test(authorization) ? authorization : undefined);
}

export const isPersonalAccessToken = (token: string): boolean => token.startsWith('pat_');

export const isApiKey = (token: string): boolean => token.startsWith('flk_');

export function apiKeyOf(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  return typeof key === 'string' ? key : undefined;
}

/** Whether a request carries anything that is meant to say who sent it. */
export function hasCredentials(headers: IncomingHttpHeaders): boolean {
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined;
}

/** For requests whose headers hold no credentials of any kind this server knows. */
export function strangerRefused(headers: IncomingHttpHeaders): UnauthenticatedError {
  return new UnauthenticatedError(
    hasCredentials(headers)
      ? 'The header Authorization must hold "Bearer" and a token'
      : 'This needs an access token, a personal access token or an API key',
  );
}
