import type { AnyJson } from './api-client.js';

/** What is put into a request in the order of the document's parameters, with the headers made so far. */
export interface Draft {
  url: string;
  body: string | undefined;
  headers: Record<string, string>;
}

/** What somebody typed: headers by name, and a credential for each security scheme by name. */
export interface Typed {
  headers?: Record<string, string>;
  credentials?: Record<string, string | ((draft: Draft) => string)>;
}

/**
 * The request that Swagger UI's "Try it out" sends for an operation: made of the document and its examples alone.
 * Throws when the document asks for what it gives no example of and nobody typed.
 */
export function tryItOut(
  document: AnyJson,
  base: string,
  path: string,
  method: string,
  { headers: typed = {}, credentials = {} }: Typed = {},
): [url: string, init: RequestInit & { headers: Record<string, string> }] {
  const operation = document.paths[path][method];
  const url = new URL(path, new URL(document.servers[0].url, base));
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters ?? []) {
    const value = typed[parameter.name] ?? parameter.example;
    if (value === undefined && parameter.required !== true) continue;
    if (value === undefined) throw new Error(`Nothing to send as ${parameter.name}`);
    if (parameter.in === 'header') headers[parameter.name] = value;
    else for (const [name, one] of inQuery(parameter, value)) url.searchParams.append(name, one);
  }
  const content = operation.requestBody?.content['application/json'];
  const body = content === undefined ? undefined : JSON.stringify(content.example);
  if (body !== undefined) headers['content-type'] = 'application/json';
  const [requirement = {}] = operation.security ?? document.security;
  for (const name of Object.keys(requirement)) {
    const scheme = document.components.securitySchemes[name];
    const credential = credentials[name];
    if (credential === undefined) continue; // as if nobody had pressed Authorize
    const value =
      typeof credential === 'string' ? credential : credential({ url: url.href, body, headers });
    if (scheme.type === 'http') headers['authorization'] = `Bearer ${value}`;
    else headers[scheme.name] = value;
  }
  return [url.href, { method: method.toUpperCase(), headers, ...(body !== undefined && { body }) }];
}

/** Style `form`, exploded: a list comes as several parameters, an object as one of each member. */
function inQuery({ name }: AnyJson, value: unknown): [string, string][] {
  if (Array.isArray(value)) return value.map((one) => [name, String(one)]);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([member, one]) => [member, String(one)]);
  return [[name, String(value)]];
}
