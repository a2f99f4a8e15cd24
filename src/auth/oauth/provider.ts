/** What a sign-in at a provider is begun with, and what its end is compared with. */
export interface SignInChecks {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who somebody is at a provider, as it proved to this server. */
export interface ProvenIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Only an address that the provider has verified. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
  /** https. */
  readonly avatarUrl: string | null;
}

/** A server where people can sign in. What fails is an AppError in words for whoever signs in. */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Where a browser is sent to sign in. */
  authorizationUrl(checks: SignInChecks): Promise<URL>;
  /** Exchanges the code of an authorization response for the identity of whoever signed in. */
  identify(response: URLSearchParams, checks: SignInChecks): Promise<ProvenIdentity>;
}
