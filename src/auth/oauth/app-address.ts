import { type AppError, ForbiddenError, UnauthenticatedError } from '../../common/errors.js';
import { UnavailableError } from '../../common/errors.js';

/** A program that began a sign-in and wants to hear how it ended. */
export interface App {
  /** One of OAUTH_REDIRECT_URIS. */
  readonly redirectUri: string;
  /** Given back as it came. */
  readonly state: string | null;
  /** S256; whoever exchanges the code must know what it was made of. */
  readonly codeChallenge: string | null;
}

export function successAddress(app: App, code: string): string {
  return addressOf(app, { code });
}

/** In the words of RFC 6749, 4.1.2.1. */
export function refusedAddress(app: App, error: AppError): string {
  return addressOf(app, { error: errorCodeOf(error), error_description: error.message });
}

function errorCodeOf(error: AppError): string {
  if (error instanceof UnavailableError) return 'temporarily_unavailable';
  if (error instanceof ForbiddenError || error instanceof UnauthenticatedError)
    return 'access_denied';
  return 'server_error';
}

function addressOf({ redirectUri, state }: App, answer: Readonly<Record<string, string>>): string {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) address.searchParams.set(name, value);
  if (state !== null) address.searchParams.set('state', state);
  return address.href;
}
