import type { User } from '../../users/user.entity.js';

/** Which claims each scope gives (OpenID Connect Core 5.4). */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'picture', 'updated_at'],
  email: ['email', 'email_verified'],
} as const;

export const SCOPES = [...Object.keys(CLAIMS_BY_SCOPE), 'offline_access'] as const;

export type Claims = { readonly sub: string } & Readonly<Record<string, unknown>>;

/** Everything that can be said of somebody; what they left empty is left out. */
export function claimsOf(user: User): Claims {
  const claims = {
    email: user.email,
    email_verified: user.email === null ? null : user.emailVerifiedAt !== null,
    name: user.name,
    preferred_username: user.username,
    picture: user.avatarUrl,
    updated_at: Math.floor(user.updatedAt.getTime() / 1000),
  };
  const known = Object.entries(claims).filter(([, value]) => value !== null);
  return { sub: user.id, ...Object.fromEntries(known) };
}

/** Of those, what these scopes give. */
export function claimsWithin(user: User, scopes: ReadonlySet<string>): Claims {
  const given = Object.entries(CLAIMS_BY_SCOPE).filter(([scope]) => scopes.has(scope));
  const names = new Set<string>(given.flatMap(([, claims]) => claims));
  const { sub, ...claims } = claimsOf(user);
  const kept = Object.entries(claims).filter(([name]) => names.has(name));
  return { sub, ...Object.fromEntries(kept) };
}
