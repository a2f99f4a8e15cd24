import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parseDocument } from 'yaml';
import { HubFile, HubOAuthProvider } from './hub-file.js';

const SHIPPED = fileURLToPath(new URL('../../config/hub.yaml', import.meta.url));
const PROVIDER_ID = /^[A-Za-z0-9_-]{1,64}$/;

type Fields = Readonly<Record<string, unknown>>;

/** A file of hub settings, or everything that is wrong with it; the faults hold no value. */
export interface ReadHubFile {
  readonly file: HubFile;
  readonly faults: readonly string[];
}

/** Reads the file under `path`, or the one that comes with the server. */
export function readHubFile(path: string = SHIPPED, overrides = ''): ReadHubFile {
  const [given, instead] = [parse(path), parseText(overrides, 'HUB_OVERRIDES')];
  const unread = [given, instead].filter(Array.isArray).flat() as string[];
  if (unread.length > 0) return { file: new HubFile(), faults: unread };
  const { file, faults } = check(merged(given as Fields, instead as Fields));
  const source = overrides === '' ? 'HUB_CONFIG' : 'HUB_CONFIG with HUB_OVERRIDES';
  return { file, faults: faults.map((fault) => `${source} ${fault}`) };
}

/** Fields within fields are merged; lists are replaced. */
function merged(given: Fields, instead: Fields): Fields {
  const changes = Object.entries(instead).map(([name, value]) => {
    const before = given[name];
    return [name, isFields(before) && isFields(value) ? merged(before, value) : value] as const;
  });
  return { ...given, ...Object.fromEntries(changes) };
}

/** What the file holds, or what keeps it from being read. */
function parse(path: string): object | string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return [`HUB_CONFIG must name a file that can be read (${(error as { code?: string }).code})`];
  }
  return parseText(text, 'HUB_CONFIG');
}

function parseText(text: string, source: string): object | string[] {
  // The messages of the parser show lines of the file.
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0)
    return document.errors.map(
      ({ code, linePos }) => `${source} must be YAML: ${code} in line ${linePos?.[0].line}`,
    );
  let value: unknown;
  try {
    value = document.toJS();
  } catch {
    return [`${source} must be YAML whose aliases have anchors, and not too many of them`];
  }
  if (value === null) return {};
  return isFields(value) ? value : [`${source} must hold fields and their values`];
}

function check(given: Fields): ReadHubFile {
  const file = plainToInstance(HubFile, given, { exposeDefaultValues: true });
  const faults = faultsOf(file, '');
  if (!isFields(file.oauth_providers)) return { file, faults };
  const providers = Object.entries(file.oauth_providers as Fields).map(([id, provider]) => {
    const read = plainToInstance(HubOAuthProvider, isFields(provider) ? provider : {}, {
      exposeDefaultValues: true,
    });
    if (!PROVIDER_ID.test(id)) faults.push(`oauth_providers must have ids of letters and digits`);
    faults.push(...faultsOf(read, `oauth_providers.${id}.`));
    return [id, read] as const;
  });
  return { file: Object.assign(file, { oauth_providers: Object.fromEntries(providers) }), faults };
}

function faultsOf(value: object, parent: string): string[] {
  const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true };
  return validateSync(value, options).flatMap((fault) => sentences(fault, parent));
}

function sentences({ property, constraints, children }: ValidationError, parent: string): string[] {
  const [rule, message] = Object.entries(constraints ?? {})[0] ?? [];
  const own =
    rule === 'whitelistValidation'
      ? 'is no field of this file'
      : message?.replace(`each value in ${property} `, '').replace(`${property} `, '');
  return [
    ...(own === undefined ? [] : [`${parent}${property} ${own}`]),
    ...(children ?? []).flatMap((child) => sentences(child, `${parent}${property}.`)),
  ];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
