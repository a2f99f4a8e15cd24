import type { FieldError } from '../../../common/errors.js';
import { html, type Markup } from './markup.js';
import { page } from './page.js';

/** What a page with a form shows. */
export interface FormState {
  /** Where it is sent to. */
  readonly path: string;
  /** Proves that the form came from this page. */
  readonly csrf: string;
  readonly client: string;
  readonly email: string;
  readonly name: string;
  /** Whether people may make accounts by themselves. */
  readonly registration: boolean;
  /** What was wrong with the last try, in a sentence, and with which fields. */
  readonly problem?: string;
  readonly errors?: readonly FieldError[];
}

interface Field {
  readonly name: 'email' | 'password' | 'name';
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: string;
  readonly hint?: string;
  readonly optional?: true;
}

const EMAIL = { name: 'email', label: 'E-mail address', type: 'email' } as const;
const SIGN_IN: readonly Field[] = [
  { ...EMAIL, autocomplete: 'username' },
  { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
];
const SIGN_UP: readonly Field[] = [
  { name: 'name', label: 'Name (optional)', type: 'text', autocomplete: 'name', optional: true },
  { ...EMAIL, autocomplete: 'username' },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autocomplete: 'new-password',
    hint: '10 to 128 characters; a long sentence is easy to remember.',
  },
];

export function signInPage(state: FormState): string {
  const other = state.registration
    ? html`<p>New here? <a href="${state.path}?create">Make an account</a></p>`
    : html`<p>New accounts are made by the administrators of this server.</p>`;
  return formPage('Sign in', 'Sign in', SIGN_IN, state.path, state, other);
}

export function signUpPage(state: FormState): string {
  const other = html`<p>You have an account? <a href="${state.path}">Sign in</a></p>`;
  const path = `${state.path}?create`;
  return formPage('Make an account', 'Make the account', SIGN_UP, path, state, other);
}

function formPage(
  title: string,
  submit: string,
  fields: readonly Field[],
  action: string,
  state: FormState,
  other: Markup,
): string {
  const body = html`<p>to go on to ${state.client}</p>
    ${summary(state, fields)}
    <form method="post" action="${action}" novalidate>
      <input type="hidden" name="csrf" value="${state.csrf}" />
      ${fields.map((field) => control(field, state))}
      <button type="submit">${submit}</button>
    </form>
    ${other}`;
  return page(title, body, state.problem !== undefined);
}

function summary({ problem, errors = [] }: FormState, fields: readonly Field[]) {
  if (problem === undefined) return undefined;
  const items = errors.flatMap(({ path, message }) => {
    const field = fields.find(({ name }) => name === path);
    return field ? [html`<li><a href="#${path}">${labelOf(field)} ${message}</a></li>`] : [];
  });
  return html`<div class="summary" role="alert">
    <h2>${items.length > 0 ? 'Something is not right yet' : problem}</h2>
    ${
      items.length > 0
        ? html`<ul>
            ${items}
          </ul>`
        : undefined
    }
  </div>`;
}

function control(field: Field, state: FormState): Markup {
  const { name, label, type, autocomplete, hint } = field;
  const wrong = state.errors?.find(({ path }) => path === name)?.message;
  const value = name === 'password' ? '' : state[name];
  const described = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ');
  return html`<label for="${name}">${label}</label>
    ${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
    ${wrong && html`<p class="wrong" id="${name}-wrong">${labelOf(field)} ${wrong}</p>`}
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${value}"
      ${described ? html`aria-describedby="${described}"` : undefined}
      ${wrong ? html`aria-invalid="true"` : undefined}
      ${field.optional ? undefined : html`required`}
      ${name === 'name' ? undefined : html`autocapitalize="none" spellcheck="false"`}
    />`;
}

const labelOf = ({ label, optional }: Field) =>
  optional ? label.replace(' (optional)', '') : label;
