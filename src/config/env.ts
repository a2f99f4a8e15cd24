import { Type } from 'class-transformer';
import {
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsOptional,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';
import { areNetworks, areOrigins, arePlaces, isSafeOrigin } from './addresses.js';
import { areEnvironmentNames } from './board-environment.js';
import { oauthProviderFaults } from './oauth-providers.js';
import { areRedirectUris } from './redirect-uris.js';

import { isIssuer } from './openid.js';
import { areHeaders } from './otlp-headers.js';
import { areLookupFields, LOOKUP_FIELDS } from './lookup-fields.js';
import { areSecretKeys } from './secret-keys.js';
import { areTokenKeys } from './token-keys.js';

const ROLES = ['api', 'worker', 'migrate'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
const DAY_MS = 86_400_000;
const REDIRECTS =
  'addresses separated by commas: https, http on loopback, or with the scheme of an app; without #';

/** Every variable the server reads, with its default. Adding one means adding it to .env.example. */
export class Env {
  /** `production` writes logs as JSON lines and refuses settings that are only safe on one's own machine. */
  @OneOf('development', 'test', 'production')
  NODE_ENV: string = 'development';

  /** What this process does: answers HTTP, executes jobs, or brings the database up to date and ends. */
  @OneOf(...ROLES)
  ROLE: (typeof ROLES)[number] = 'api';

  /** Address to listen on. */
  @IsNotEmpty()
  HOST: string = '0.0.0.0';

  /** Port to listen on; 0 = any free one. */
  @Whole(0, 65_535)
  PORT: number = 8080;

  /**
   * Port that metrics are answered on (`GET /metrics`, docs/metrics.md); 0 = none. In production a port that is taken
   * ends the process; elsewhere it goes without metrics.
   */
  @Whole(0, 65_535)
  METRICS_PORT: number = 9090;

  /** Where Postgres is. */
  @UrlOf('postgres:', 'postgresql:')
  DATABASE_URL: string;

  /** Most connections this process opens for its work; its health checks have two of their own. */
  @Whole(1, 1000)
  DATABASE_POOL_SIZE: number = 10;

  /** Where Redis is. Not needed to migrate. */
  @ValidateIf(({ ROLE, REDIS_URL }: Env) => ROLE !== 'migrate' || REDIS_URL !== undefined)
  @UrlOf('redis:', 'rediss:')
  REDIS_URL: string;

  /** First part of every key and channel in Redis, so that several installations can share one. */
  @IsNotEmpty()
  QUEUE_PREFIX: string = 'flow-like';

  /**
   * Where users reach this server: scheme, host and port, nothing after them. Part of every token, so it must
   * stay the same. https, or http on this very machine. Required in production; else http://localhost:PORT.
   */
  @ValidateIf(
    ({ NODE_ENV, PUBLIC_URL }: Env) => NODE_ENV === 'production' || PUBLIC_URL !== undefined,
  )
  @check('origin', isSafeOrigin, 'https://host[:port], or http on localhost, without a path')
  PUBLIC_URL: string;

  /** Private keys of access tokens; the first one signs. `npm run --silent token-keys` makes some. */
  @ValidateIf(({ ROLE, TOKEN_KEYS }: Env) => ROLE === 'api' || TOKEN_KEYS !== undefined)
  @check(
    'tokenKeys',
    areTokenKeys,
    'a JSON Web Key Set of private P-256 keys, as `npm run --silent token-keys` prints, or such keys in PEM',
  )
  TOKEN_KEYS: string;

  /** Keys that the values of secret variables are encrypted with; the first one encrypts, all decrypt. */
  @ValidateIf(({ ROLE, SECRET_KEYS }: Env) => ROLE !== 'migrate' || SECRET_KEYS !== undefined)
  @check(
    'secretKeys',
    areSecretKeys,
    'keys of 32 bytes in base64 separated by commas, as `npm run --silent secret-key` prints',
  )
  SECRET_KEYS: string;

  /** Seconds an access token is good for. */
  @Whole(60, 3600)
  ACCESS_TOKEN_SECONDS: number = 900;

  /** Days after which somebody must sign in again, however busy they were. */
  @Whole(1, 3650)
  SESSION_DAYS: number = 30;

  /** Days without use after which a session ends. */
  @Whole(1, 3650)
  SESSION_IDLE_DAYS: number = 14;

  /** `closed` lets nobody make an account by themselves. */
  @OneOf('open', 'closed')
  REGISTRATION: 'open' | 'closed' = 'open';

  /** The very first account of an installation becomes administrator if it has this e-mail. */
  @IsOptional()
  @IsEmail({}, { message: mustBe('an e-mail address') })
  FIRST_ADMIN_EMAIL: string;

  /** Where else people can sign in, as JSON by id; docs/oauth-sign-in.md tells the fields. */
  @IsOptional()
  @without(oauthProviderFaults)
  OAUTH_PROVIDERS: string;

  /** Addresses of apps that may be sent one-time codes after such a sign-in, separated by commas. */
  @IsOptional()
  @check(
    'redirectUris',
    areRedirectUris,
    'URIs separated by commas, without fragment or star: https, http on localhost, or the scheme of an app',
  )
  OAUTH_REDIRECT_URIS: string;

  /** The id under which the clients of this installation sign people in by OpenID Connect. */
  @IsNotEmpty()
  OPENID_CLIENT_ID: string = 'flow-like';

  /**
   * Where clients may be sent after a sign-in, separated by commas; the first is what clients are told to use.
   * https, http on loopback (any port then) or a native app's scheme. Swagger UI's own is always allowed.
   */
  @IsOptional()
  @check('redirects', areRedirectUris, REDIRECTS)
  OPENID_REDIRECT_URIS: string;

  /** The same after signing out. */
  @IsOptional()
  @check('redirects', areRedirectUris, REDIRECTS)
  OPENID_POST_LOGOUT_REDIRECT_URIS: string;

  /** Another OpenID Connect issuer that keeps the accounts instead of this server. */
  @IsOptional()
  @check('issuer', isIssuer, 'https://host[/path], or http on localhost')
  OPENID_ISSUER: string;

  /** The audience that access tokens of that issuer must name. Required with OPENID_ISSUER. */
  @IsOptional()
  @IsNotEmpty()
  OPENID_AUDIENCE: string;

  /** What people may see of each other, separated by commas; `none` = nothing but the id. */
  @check('lookupFields', areLookupFields, `some of ${LOOKUP_FIELDS.join(', ')}, or none`)
  LOOKUP_FIELDS: string = 'name,username,preferred_username,avatar,description,created_at';

  /** A file with what the installation says of itself, instead of config/hub.yaml; docs/hub.md tells the fields. */
  @IsOptional()
  @IsNotEmpty()
  HUB_CONFIG: string;

  /** Fields of that file that are to be otherwise here, as JSON or YAML: `{"features":{"unauthorized_read":true}}`. */
  @IsOptional()
  @IsNotEmpty()
  HUB_OVERRIDES: string;

  /** Origins whose pages may call this server, separated by commas; `*` = all, the default outside production. */
  @IsOptional()
  @check('origins', areOrigins, 'origins such as https://app.example.com separated by commas, or *')
  CORS_ORIGINS: string;

  /** Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas. */
  @IsOptional()
  @check('networks', areNetworks, 'addresses or networks such as 10.0.0.0/8 separated by commas')
  TRUSTED_PROXIES: string;

  /** `off` lets everybody submit, read and cancel jobs. */
  @OneOf('required', 'off')
  JOBS_AUTH: 'required' | 'off' = 'required';

  /** `true` allows JOBS_AUTH=off in production: something in front of the server keeps strangers out. */
  @OneOf('true', 'false')
  JOBS_AUTH_ALLOW_ANONYMOUS: string = 'false';

  /**
   * Where requests of boards may go besides the public internet: host names, addresses or networks separated by
   * commas. Unset: nowhere, so that no board reaches what stands beside the server.
   */
  @IsOptional()
  @check(
    'places',
    arePlaces,
    'host names, addresses or networks such as 10.0.0.0/8 separated by commas',
  )
  OUTWARD_ALLOW: string;

  /** Milliseconds a request of a board may take, redirects and the whole answer included. */
  @Whole(1, DAY_MS)
  OUTWARD_TIMEOUT_MS: number = 300_000;

  /** Largest body of an answer to such a request in bytes, unpacked. */
  @Whole(1024, 1_073_741_824)
  OUTWARD_RESPONSE_BYTES: number = 8_388_608;

  /** Connections at once from this process to one server outside; further requests wait. */
  @Whole(1, 10_000)
  OUTWARD_CONNECTIONS: number = 64;

  /** Names of environment variables that boards may read, separated by commas. Unset: none. */
  @IsOptional()
  @check(
    'environmentNames',
    areEnvironmentNames,
    'names of environment variables separated by commas',
  )
  BOARD_ENVIRONMENT: string;

  /** Least important kind of log line to write. */
  @OneOf(...LOG_LEVELS)
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'info';

  /**
   * Where traces go, by OTLP over HTTP: scheme, host, port and the path before /v1/traces (docs/tracing.md). Unset:
   * nothing is traced.
   */
  @IsOptional()
  @UrlOf('http:', 'https:')
  OTEL_EXPORTER_OTLP_ENDPOINT: string;

  /** Headers that the collector asks for, such as `authorization=Bearer%20x`, separated by commas. */
  @IsOptional()
  @check('headers', areHeaders, 'name=value separated by commas, values percent-encoded')
  OTEL_EXPORTER_OTLP_HEADERS: string;

  /** What this installation is called in traces. */
  @IsNotEmpty()
  OTEL_SERVICE_NAME: string = 'flow-like';

  /** Which part of the traces that begin here is kept, from 0 to 1. What a caller's traceparent says counts more. */
  @check('fraction', isFraction, 'a number from 0 to 1')
  @Type(() => Number)
  OTEL_TRACES_SAMPLER_ARG: number = 0.05;

  /** Of so many runs one has the time of its nodes measured (flow_like_node_seconds_total); 0 = none. */
  @Whole(0, 1_000_000)
  NODE_TIMES_EVERY: number = 100;

  /** Largest request body in bytes. */
  @Whole(1024, 1_073_741_824)
  BODY_LIMIT_BYTES: number = 1_048_576;

  /**
   * Requests an api process has in work at once; others wait in a line, and are refused with 503 when that gets late.
   * Those that only wait, for a run or for events, do not count: twenty times as many may be open.
   */
  @Whole(1, 100_000)
  REQUESTS_AT_ONCE: number = 64;

  /** Milliseconds between answering "not ready" and no longer listening, for load balancers to notice. */
  @Whole(0, 600_000)
  SHUTDOWN_DELAY_MS: number = 0;

  /** Milliseconds that running work may take to end at shutdown. */
  @Whole(0, DAY_MS)
  SHUTDOWN_GRACE_MS: number = 20_000;

  /** Runs executed at once by a worker. */
  @Whole(1, 10_000)
  RUN_CONCURRENCY: number = 32;

  /**
   * Runs of one app at once, over all workers; further ones wait, so that apps take turns. The default leaves a
   * quarter of one worker to the others.
   */
  @Whole(1, 100_000)
  APP_CONCURRENCY: number = 24;

  /** Runs of one app that may wait; more are refused with 429 until some have begun. */
  @Whole(0, 10_000_000)
  QUEUED_RUNS_PER_APP: number = 10_000;

  /** Runs that may be started in one app within a minute; more are refused with 429. 0 = any number. */
  @Whole(0, 10_000_000)
  RUNS_PER_APP_PER_MINUTE: number = 0;

  /** Milliseconds after which a run is stopped, unless it was submitted with a limit of its own. */
  @Whole(1, 24 * DAY_MS)
  RUN_TIMEOUT_MS: number = 3_600_000;

  /** Synchronous runs executed at once by an api process; further ones go through the queue. */
  @Whole(0, 10_000)
  SYNC_RUNS: number = 16;

  /** Milliseconds a synchronous submit waits for the end of its run before it answers. */
  @Whole(0, 600_000)
  SYNC_WAIT_MS: number = 30_000;

  /** Days after their end for which runs are kept, with their logs and events. */
  @Whole(1, 36_500)
  RUN_RETENTION_DAYS: number = 30;

  /** Finished runs kept of one app; those go first that were submitted first. */
  @Whole(1, 100_000_000)
  RUNS_KEPT_PER_APP: number = 10_000;

  /** Apps one user may own. */
  @Whole(0, 1_000_000)
  APPS_PER_USER: number = 1000;

  /** Members a prototype app may have, its owner among them; -1 = any number. */
  @Whole(-1, 1_000_000)
  MAX_USERS_PROTOTYPE: number = -1;

  /** Who looks at an app before it is in the store: a `moderator`, or nobody (`automatic`). */
  @OneOf('moderator', 'automatic')
  PUBLICATION_REVIEW: 'moderator' | 'automatic' = 'moderator';

  /** Boards one app may hold. */
  @Whole(1, 1_000_000)
  BOARDS_PER_APP: number = 1000;

  /** Nodes one board may hold. */
  @Whole(1, 1_000_000)
  NODES_PER_BOARD: number = 20_000;

  /** Bytes of JSON one board may take; its requests may be as large. */
  @Whole(1024, 1_073_741_824)
  BOARD_BYTES: number = 33_554_432;

  /** Frozen versions one board may have. */
  @Whole(1, 1_000_000)
  VERSIONS_PER_BOARD: number = 1000;

  /** Bytes one app may take: its boards, their versions, its templates, files, pictures and publications. */
  @Whole(1_048_576, Number.MAX_SAFE_INTEGER)
  APP_BYTES: number = 2_147_483_648;

  /** Files one app may hold. */
  @Whole(1, 1_000_000)
  FILES_PER_APP: number = 10_000;

  /** Bytes one file may take. */
  @Whole(1024, 1_099_511_627_776)
  FILE_BYTES: number = 104_857_600;

  /** Bytes that the temporary files of one user may take. */
  @Whole(1024, Number.MAX_SAFE_INTEGER)
  TEMPORARY_BYTES: number = 268_435_456;
}

function Whole(min: number, max: number): PropertyDecorator {
  const fits = (value: unknown) => Number.isInteger(value) && min <= +value! && +value! <= max;
  return (target, key) => {
    Type(() => Number)(target, key);
    check('whole', fits, `a whole number from ${min} to ${max}`)(target, key);
  };
}

function isFraction(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function OneOf(...words: string[]): PropertyDecorator {
  return IsIn(words, { message: mustBe(words.join(' or ')) });
}

function UrlOf(...protocols: string[]): PropertyDecorator {
  const fits = (value: unknown) =>
    typeof value === 'string' && URL.canParse(value) && protocols.includes(new URL(value).protocol);
  return check('urlOf', fits, `a URL starting with ${protocols.join('// or ')}//`);
}

function check(name: string, validate: (value: unknown) => boolean, what: string) {
  return ValidateBy({ name, validator: { validate, defaultMessage: mustBe(what) } });
}

/** For variables with fields of their own: what is wrong with them is told one by one. */
function without(faultsOf: (value: unknown) => string[]): PropertyDecorator {
  return ValidateBy({
    name: 'without',
    validator: {
      validate: (value) => faultsOf(value).length === 0,
      defaultMessage: (fault) => faultsOf(fault?.value).join('\n  '),
    },
  });
}

/** Says what would be right and never what was given: that may be a secret. */
function mustBe(what: string): (fault?: ValidationArguments) => string {
  return (fault) =>
    fault?.value === undefined
      ? `${fault?.property} is required: ${what}`
      : `${fault.property} must be ${what}`;
}
