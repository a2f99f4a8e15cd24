import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}
interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: object;
}

/**
 * Gives every request and response body an example, put together from those of its fields: DTO
 * comments stay the only place where examples are written.
 */
export function addExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const media of allMedia(document))
    if (media.schema !== undefined && media.example === undefined && media.examples === undefined)
      media.example = exampleOf(media.schema, schemas);
  return document;
}

function allMedia(document: OpenAPIObject): Media[] {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const bodies = (operations as Operation[]).flatMap(({ requestBody, responses }) => [
    requestBody,
    ...Object.values(responses ?? {}),
  ]);
  return bodies.flatMap((body) => Object.values(body?.content ?? {}));
}

interface Operation {
  requestBody?: { content?: Record<string, Media> };
  responses?: Record<string, { content?: Record<string, Media> }>;
}

function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref !== undefined)
    return exampleOf(schemas[schema.$ref.split('/').at(-1)!] ?? {}, schemas);
  if (schema.allOf?.[0] !== undefined) return exampleOf(schema.allOf[0], schemas);
  if (schema.properties !== undefined) {
    const members = Object.entries(schema.properties).map(
      ([name, member]) => [name, exampleOf(member, schemas)] as const,
    );
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  if (schema.items !== undefined) return [exampleOf(schema.items, schemas)];
  if (schema.type?.includes('null')) return null;
  return schema.default ?? schema.enum?.[0];
}
