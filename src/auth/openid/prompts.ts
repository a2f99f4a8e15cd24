import type { KoaContextWithOIDC } from 'oidc-provider';
import { base, Check, Prompt } from 'oidc-provider/lib/helpers/interaction_policy/index.js';

/**
 * When somebody is shown a page: to make an account (`prompt=create`), to choose one, or to sign in. Consent is
 * never asked for: clients are the operator's own.
 */
export function prompts(): Prompt[] {
  const policy = base();
  policy
    .get('login')!
    .checks.add(new Check('signed_out', 'the sign-in is over', 'login_required', isOver));
  policy.remove('consent');
  const consent = new Prompt({ name: 'consent', requestable: true });
  consent.checks.clear();
  policy.add(consent);
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  policy.add(new Prompt({ name: 'create', requestable: true }), 0);
  return policy;
}

/** The browser is signed in, but its session was ended or its user may not sign in any more. */
function isOver({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.session?.accountId !== undefined && oidc.grant?.jti === undefined;
}
