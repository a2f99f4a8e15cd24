import { isSafeOrigin } from './addresses.js';

/** Somebody else's server where people can sign in, as OAUTH_PROVIDERS tells of it. */
export type OAuthProviderSettings = OpenIdProviderSettings | GithubProviderSettings;

interface Client {
  /** Part of the routes of the provider. */
  readonly id: string;
  /** What a button says. */
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Any issuer that OpenID Connect Discovery can find. */
export interface OpenIdProviderSettings extends Client {
  readonly type: 'openid';
  readonly issuer: string;
  /** Separated by spaces. */
  readonly scopes: string;
  /** How the client proves itself; undefined = as the issuer's metadata has it. */
  readonly authentication: 'client_secret_basic' | 'client_secret_post' | undefined;
}

/** github.com or a GitHub Enterprise Server: OAuth 2 without OpenID Connect. No URL ends with a slash. */
export interface GithubProviderSettings extends Client {
  readonly type: 'github';
  readonly baseUrl: string;
  readonly apiUrl: string;
}

interface Field {
  readonly fits: (value: unknown) => boolean;
  readonly what: string;
  readonly optional?: boolean;
}
type Given = Readonly<Record<string, string>>;

/** `password` is how sessions are marked that began with one. */
const ID = /^(?!password$)[a-z0-9-]{1,32}$/;
const isText = (value: unknown) => typeof value === 'string' && value !== '';
const word = (...words: string[]): Field => ({
  fits: (value) => words.includes(value as string),
  what: words.join(' or '),
  optional: true,
});
const url: Field = {
  fits: (value) =>
    isText(value) &&
    URL.canParse(value as string) &&
    isSafeOrigin(new URL(value as string).origin) &&
    !/[?#@]/.test(value as string),
  what: 'an https URL, or http on this machine, without query',
};
const clientFields: Readonly<Record<string, Field>> = {
  name: { fits: isText, what: 'a name that people know', optional: true },
  client_id: { fits: isText, what: 'the id that the provider gave this server' },
  client_secret: { fits: isText, what: 'the secret that the provider gave this server' },
};
const FIELDS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  openid: {
    type: word('openid', 'github'),
    ...clientFields,
    issuer: url,
    scopes: {
      fits: (value) => isText(value) && (value as string).split(' ').includes('openid'),
      what: 'scopes separated by spaces, openid among them',
      optional: true,
    },
    token_endpoint_auth_method: word('client_secret_basic', 'client_secret_post'),
  },
  github: {
    type: word('openid', 'github'),
    ...clientFields,
    base_url: { ...url, optional: true },
    api_url: { ...url, optional: true },
  },
};

/** Everything that is wrong with OAUTH_PROVIDERS, by field and without any value. */
export function oauthProviderFaults(text: unknown): string[] {
  const given = objectOf(text);
  if (given === undefined)
    return ['OAUTH_PROVIDERS must be a JSON object of providers by their id'];
  return Object.entries(given).flatMap(([id, provider]) => {
    if (!ID.test(id))
      return [
        'OAUTH_PROVIDERS must have ids of 1 to 32 of a-z, 0-9 and -, and none named password',
      ];
    return faultsOf(`OAUTH_PROVIDERS.${id}`, provider);
  });
}

function faultsOf(path: string, provider: unknown): string[] {
  if (!isObject(provider)) return [`${path} must be an object`];
  const fields = FIELDS[provider['type'] === 'github' ? 'github' : 'openid']!;
  const strange = Object.keys(provider).some((name) => !Object.hasOwn(fields, name));
  return [
    ...Object.entries(fields).flatMap(([name, { fits, what, optional = false }]) => {
      const value = provider[name];
      if (value === undefined) return optional ? [] : [`${path}.${name} is required: ${what}`];
      return fits(value) ? [] : [`${path}.${name} must be ${what}`];
    }),
    ...(strange ? [`${path} may hold only ${Object.keys(fields).join(', ')}`] : []),
  ];
}

/** Of a text without faults. */
export function readOAuthProviders(text: string): OAuthProviderSettings[] {
  const given = JSON.parse(text) as Record<string, Given>;
  return Object.entries(given).map(([id, provider]) =>
    provider['type'] === 'github' ? github(id, provider) : openId(id, provider),
  );
}

function openId(id: string, provider: Given): OpenIdProviderSettings {
  return {
    type: 'openid',
    ...clientOf(id, provider),
    issuer: provider['issuer']!,
    scopes: provider['scopes'] ?? 'openid email profile',
    authentication: provider[
      'token_endpoint_auth_method'
    ] as OpenIdProviderSettings['authentication'],
  };
}

function github(id: string, provider: Given): GithubProviderSettings {
  const baseUrl = withoutSlash(provider['base_url'] ?? 'https://github.com');
  // A GitHub Enterprise Server has its API below its own address.
  const api = baseUrl === 'https://github.com' ? 'https://api.github.com' : `${baseUrl}/api/v3`;
  const apiUrl = withoutSlash(provider['api_url'] ?? api);
  return { type: 'github', ...clientOf(id, provider), baseUrl, apiUrl };
}

function clientOf(id: string, { name, client_id, client_secret }: Given): Client {
  return { id, name: name ?? id, clientId: client_id!, clientSecret: client_secret! };
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}

function objectOf(text: unknown): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text as string);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
