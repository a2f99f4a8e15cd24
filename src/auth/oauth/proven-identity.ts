import { isURL } from 'class-validator';
import { UnauthenticatedError } from '../../common/errors.js';
import { isStorable } from '../../common/storable-text.js';
import { isEmailAddress } from '../email-address.js';
import type { ProvenIdentity } from './provider.js';

/** What a provider says of somebody. Nothing of it is to be trusted to be what its name says. */
export interface Claims {
  readonly issuer: string;
  readonly subject: unknown;
  readonly verifiedEmail?: unknown;
  readonly name?: unknown;
  readonly picture?: unknown;
}

/** Leaves out what can't be used. Throws UnauthenticatedError without a usable subject. */
export function provenIdentity(claims: Claims): ProvenIdentity {
  const { issuer, subject, verifiedEmail, name, picture } = claims;
  if (!isShortText(subject, 255))
    throw new UnauthenticatedError('The provider did not say who signed in');
  return {
    issuer,
    subject,
    verifiedEmail: isEmailAddress(verifiedEmail) ? verifiedEmail : null,
    name: isShortText(name, 200) && name.trim() !== '' ? name.trim() : null,
    avatarUrl: isShortText(picture, 2000) && isHttps(picture) ? picture : null,
  };
}

function isShortText(value: unknown, most: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= most && isStorable(value);
}

function isHttps(value: string): boolean {
  return isURL(value, { protocols: ['https'], require_protocol: true });
}
