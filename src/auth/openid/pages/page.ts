import { createHash } from 'node:crypto';
import { html, Markup } from './markup.js';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --ground: #f3f4f6; --line: #6b7280;
  --accent: #1d4ed8; --on-accent: #fff; --fault: #b00020; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #1c1f24; --ground: #111317;
  --line: #8b929c; --accent: #93b4ff; --on-accent: #10131a; --fault: #ff9aa5; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem;
  background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; background: var(--paper); padding: 2rem; border-radius: .75rem;
  box-shadow: 0 1px 3px #0003; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 0; font-size: 1rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
label { display: block; margin-top: 1rem; font-weight: 600; }
.hint, .wrong { margin: 0; font-size: .875rem; }
input { width: 100%; margin-top: .25rem; padding: .625rem; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--line); border-radius: .375rem; }
input[aria-invalid] { border-color: var(--fault); }
button { width: 100%; margin-top: 1.5rem; padding: .75rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 0; border-radius: .375rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.summary { margin: 1rem 0 0; padding: .75rem 1rem; border: 2px solid var(--fault); border-radius: .375rem; }
.summary ul { margin: .25rem 0 0; padding-left: 1.25rem; }
.summary a, .wrong { color: var(--fault); }
`;

const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** A whole page. `title` is its heading too. */
export function page(title: string, body: Markup, fault = false): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${fault ? 'Error: ' : ''}${title} – Flow-Like</title>
        ${new Markup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`.text;
}

/**
 * Nothing but this page's own style, and forms that lead here or, by redirects, to `formTargets`: browsers hold
 * redirects after a form to form-action too. oidc-provider adds the hashes of its own scripts to script-src.
 */
export function contentSecurityPolicy(formTargets: readonly string[]): string {
  return [
    `default-src 'none'`,
    `style-src ${STYLE_SOURCE}`,
    'script-src',
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
