import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html, Markup } from './markup.js';
import { page } from './page.js';

const WORDS: Readonly<Record<string, string>> = {
  server_error: 'This server could not do that. Try again in a moment.',
  invalid_redirect_uri:
    'The app that sent you here is not known to this server under that address.',
  invalid_client: 'The app that sent you here is not known to this server.',
};

/** What oidc-provider shows where it can't send people back to the app they came from. */
export function explainFailure(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  ctx.type = 'html';
  ctx.body = failurePage(
    WORDS[out.error] ?? 'The app that sent you here asked for what this server can not do.',
    `${out.error}: ${out.error_description ?? ''}`,
  );
}

/** `detail` is for those who look after the app. */
export function failurePage(sentence: string, detail?: string): string {
  const more = detail === undefined ? undefined : html`<p>${detail}</p>`;
  return page(
    'This did not work',
    html`<p role="alert">${sentence}</p>
      ${more}`,
    true,
  );
}

/** `form` is made by oidc-provider and has no user's text in it. */
export function confirmSignOut(ctx: KoaContextWithOIDC, form: string): void {
  const body = html`<p>
      This signs you out of this server and of every app you opened from this browser.
    </p>
    ${new Markup(form)}
    <button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <p>To stay signed in, just close this page.</p>`;
  ctx.body = page('Sign out?', body);
}

export function tellSignedOut(ctx: KoaContextWithOIDC): void {
  ctx.type = 'html';
  ctx.body = page('You are signed out', html`<p>You can close this page now.</p>`);
}
