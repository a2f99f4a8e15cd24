import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { splitList } from './addresses.js';
import { boardEnvironment } from './board-environment.js';
import { Env } from './env.js';
import { HubFile } from './hub-file.js';
import { type OAuthProviderSettings, readOAuthProviders } from './oauth-providers.js';
import { type LookupField, readLookupFields } from './lookup-fields.js';
import { readHubFile } from './read-hub-file.js';
import { readSecretKeys, type SecretKey } from './secret-keys.js';
import { readTokenKeys, type TokenKey } from './token-keys.js';

const DAY_MS = 86_400_000;

/** How this process is set up. Times are in milliseconds, sizes in bytes. */
export class Config {
  readonly role: 'api' | 'worker' | 'migrate';
  readonly production: boolean;
  readonly logLevel: Env['LOG_LEVEL'];
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly bodyLimitBytes: number;
    /** Where users reach this server, without a slash at the end. */
    readonly publicUrl: string;
    /** Empty = pages of other origins may not call. */
    readonly corsOrigins: readonly string[] | '*';
    readonly trustedProxies: readonly string[];
  };
  readonly database: { readonly url: string; readonly poolSize: number };
  /** `url` is empty in the role migrate when none was given. */
  readonly redis: { readonly url: string; readonly queuePrefix: string };
  readonly auth: {
    /** The first one signs. Empty in roles that make no tokens. */
    readonly tokenKeys: readonly TokenKey[];
    readonly accessTokenSeconds: number;
    readonly sessionMs: number;
    readonly sessionIdleMs: number;
    readonly registration: 'open' | 'closed';
    readonly firstAdminEmail: string | undefined;
  };
  /** Signing in elsewhere. */
  readonly oauth: {
    readonly providers: readonly OAuthProviderSettings[];
    /** Compared character by character. */
    readonly redirectUris: readonly string[];
  };
  /** Signing in by OpenID Connect. */
  readonly openid: {
    readonly clientId: string;
    /** Where clients are sent after a sign-in; the first is the usual one. */
    readonly redirectUris: readonly string[];
    readonly postLogoutRedirectUris: readonly string[];
    /** Who keeps the accounts, when it is not this server. */
    readonly outside: { readonly issuer: string; readonly audience: string } | undefined;
  };

  /** What people may see of each other. */
  readonly lookup: ReadonlySet<LookupField>;
  /** What the installation says of itself. The defaults of its fields in roles that are not the api. */
  readonly hub: HubFile;
  /** For the values of secret variables; the first one encrypts. Empty in the role migrate. */
  readonly secretKeys: readonly SecretKey[];
  readonly jobs: { readonly auth: 'required' | 'off' };
  /** Environment variables that boards may read, with their values. */
  readonly boardEnvironment: ReadonlyMap<string, string>;
  readonly runs: {
    /** Runs at once per worker. */
    readonly concurrency: number;
    /** Runs at once per app, over all workers. */
    readonly perApp: number;
    /** Runs of one app that may wait. */
    readonly waitingPerApp: number;
    /** Runs that may be started in one app within a minute; 0 = any number. */
    readonly perAppAndMinute: number;
    /** Limit of a run that was submitted without one. */
    readonly timeoutMs: number;
    /** Synchronous runs at once per api process. */
    readonly syncRuns: number;
    /** How long a synchronous submit waits for its run. */
    readonly syncWaitMs: number;
    /** How long finished runs are kept. */
    readonly retentionDays: number;
    /** How many finished runs of one app are kept. */
    readonly keptPerApp: number;
  };
  /** Requests into the world. */
  readonly outward: {
    /** What they may reach besides the public internet: host names, addresses, networks. */
    readonly allow: readonly string[];
    /** For one request with its whole answer. */
    readonly timeoutMs: number;
    /** For the body of one answer. */
    readonly responseBytes: number;
    /** At once to one origin. */
    readonly connections: number;
  };
  /** Who looks at an app before it is in the store. */
  readonly publicationReview: 'moderator' | 'automatic';
  /** What one installation may hold, so that nobody can fill it. */
  readonly limits: {
    readonly appsPerUser: number;
    /** Members of an app whose visibility is Prototype. */
    readonly membersPerPrototype: number;
    readonly boardsPerApp: number;
    readonly nodesPerBoard: number;
    readonly boardBytes: number;
    readonly versionsPerBoard: number;
    /** Everything that is stored of one app. */
    readonly appBytes: number;
    readonly filesPerApp: number;
    readonly fileBytes: number;
    /** Of one user. */
    readonly temporaryBytes: number;
  };
  readonly shutdown: {
    /** How long the process still serves after it has said that it is not ready. */
    readonly delayMs: number;
    /** How long running work may take to end. */
    readonly graceMs: number;
  };

  constructor(env: Env, hub: HubFile, source: Source) {
    this.boardEnvironment = boardEnvironment(env.BOARD_ENVIRONMENT, source);
    this.role = env.ROLE;
    this.production = env.NODE_ENV === 'production';
    this.logLevel = env.LOG_LEVEL;
    this.http = {
      host: env.HOST,
      port: env.PORT,
      bodyLimitBytes: env.BODY_LIMIT_BYTES,
      publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
      corsOrigins: corsOriginsOf(env, this.production),
      trustedProxies: splitList(env.TRUSTED_PROXIES),
    };
    this.database = { url: env.DATABASE_URL, poolSize: env.DATABASE_POOL_SIZE };
    this.redis = { url: env.REDIS_URL ?? '', queuePrefix: env.QUEUE_PREFIX };
    this.auth = {
      tokenKeys: env.TOKEN_KEYS === undefined ? [] : readTokenKeys(env.TOKEN_KEYS),
      accessTokenSeconds: env.ACCESS_TOKEN_SECONDS,
      sessionMs: env.SESSION_DAYS * DAY_MS,
      sessionIdleMs: env.SESSION_IDLE_DAYS * DAY_MS,
      registration: env.REGISTRATION,
      firstAdminEmail: env.FIRST_ADMIN_EMAIL,
    };
    this.oauth = {
      providers: readOAuthProviders(env.OAUTH_PROVIDERS ?? '{}'),
      redirectUris: splitList(env.OAUTH_REDIRECT_URIS),
    };
    this.openid = openIdOf(env, this.http.publicUrl, this.production);
    this.hub = hub;
    this.lookup = readLookupFields(env.LOOKUP_FIELDS);
    this.secretKeys = env.SECRET_KEYS === undefined ? [] : readSecretKeys(env.SECRET_KEYS);
    this.jobs = { auth: env.JOBS_AUTH };
    this.runs = {
      concurrency: env.RUN_CONCURRENCY,
      perApp: env.APP_CONCURRENCY,
      waitingPerApp: env.QUEUED_RUNS_PER_APP,
      perAppAndMinute: env.RUNS_PER_APP_PER_MINUTE,
      timeoutMs: env.RUN_TIMEOUT_MS,
      syncRuns: env.SYNC_RUNS,
      syncWaitMs: env.SYNC_WAIT_MS,
      retentionDays: env.RUN_RETENTION_DAYS,
      keptPerApp: env.RUNS_KEPT_PER_APP,
    };
    this.outward = {
      allow: splitList(env.OUTWARD_ALLOW),
      timeoutMs: env.OUTWARD_TIMEOUT_MS,
      responseBytes: env.OUTWARD_RESPONSE_BYTES,
      connections: env.OUTWARD_CONNECTIONS,
    };
    this.publicationReview = env.PUBLICATION_REVIEW;
    this.limits = {
      appsPerUser: env.APPS_PER_USER,
      membersPerPrototype: atMost(env.MAX_USERS_PROTOTYPE),
      boardsPerApp: env.BOARDS_PER_APP,
      nodesPerBoard: env.NODES_PER_BOARD,
      boardBytes: env.BOARD_BYTES,
      versionsPerBoard: env.VERSIONS_PER_BOARD,
      appBytes: env.APP_BYTES,
      filesPerApp: env.FILES_PER_APP,
      fileBytes: env.FILE_BYTES,
      temporaryBytes: env.TEMPORARY_BYTES,
    };
    this.shutdown = { delayMs: env.SHUTDOWN_DELAY_MS, graceMs: env.SHUTDOWN_GRACE_MS };
  }
}

/** The ecosystem writes -1 for no limit. */
function atMost(limit: number): number {
  return limit < 0 ? Number.POSITIVE_INFINITY : limit;
}

/** The environment can't be used; the message has one line per variable and no value. */
export class ConfigError extends Error {}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from environment variables; an empty one counts as unset. `role` wins over
 * ROLE. Throws one ConfigError that names every bad variable and says what would be right.
 */
export function readConfig(source: Source = process.env, role?: string): Config {
  const given = Object.entries({ ...source, ...(role && { ROLE: role }) }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const env = plainToInstance(Env, Object.fromEntries(given), { exposeDefaultValues: true });
  const hub =
    env.ROLE === 'api'
      ? readHubFile(env.HUB_CONFIG, env.HUB_OVERRIDES)
      : { file: new HubFile(), faults: [] };
  const faults = [
    ...validateSync(env).flatMap(({ constraints }) => Object.values(constraints ?? {})),
    ...contradictions(env),
    ...hub.faults,
  ];
  if (faults.length > 0) throw new ConfigError(`Bad environment:\n  ${faults.join('\n  ')}`);
  return new Config(env, hub.file, source);
}

function corsOriginsOf({ CORS_ORIGINS }: Env, production: boolean): readonly string[] | '*' {
  const origins = splitList(CORS_ORIGINS);
  if (origins.includes('*')) return '*';
  return CORS_ORIGINS === undefined && !production ? '*' : origins;
}

function openIdOf(env: Env, publicUrl: string, production: boolean): Config['openid'] {
  const unless = (given: string | undefined, usual: string) =>
    given === undefined && !production ? [usual] : splitList(given);
  const redirectUris = unless(env.OPENID_REDIRECT_URIS, 'http://localhost:3000/callback');
  const { OPENID_ISSUER: issuer, OPENID_AUDIENCE: audience } = env;
  return {
    clientId: env.OPENID_CLIENT_ID,
    redirectUris: [...new Set([...redirectUris, `${publicUrl}/swagger-ui/oauth2-redirect.html`])],
    postLogoutRedirectUris: unless(env.OPENID_POST_LOGOUT_REDIRECT_URIS, 'http://localhost:3000/'),
    outside: issuer !== undefined && audience !== undefined ? { issuer, audience } : undefined,
  };
}

function contradictions(env: Env): string[] {
  return [...contradictoryJobs(env), ...contradictoryIssuers(env)];
}

function contradictoryIssuers({ OPENID_ISSUER, OPENID_AUDIENCE, PUBLIC_URL }: Env): string[] {
  if (OPENID_ISSUER === undefined)
    return OPENID_AUDIENCE === undefined
      ? []
      : ['OPENID_AUDIENCE has a meaning with OPENID_ISSUER only'];
  if (OPENID_AUDIENCE === undefined)
    return [
      'OPENID_AUDIENCE is required with OPENID_ISSUER: what its access tokens name as audience',
    ];
  return OPENID_ISSUER.replace(/\/$/, '') === PUBLIC_URL
    ? [
        'OPENID_ISSUER must be another server than PUBLIC_URL; unset, this server keeps the accounts',
      ]
    : [];
}

function contradictoryJobs(env: Env): string[] {
  const open = env.JOBS_AUTH === 'off' && env.JOBS_AUTH_ALLOW_ANONYMOUS !== 'true';
  if (!open || env.NODE_ENV !== 'production') return [];
  return [
    'JOBS_AUTH must be required when NODE_ENV is production, ' +
      'unless JOBS_AUTH_ALLOW_ANONYMOUS=true says that strangers are kept out elsewhere',
  ];
}
