// What the fuzzer reads of an OpenAPI document.

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema?: Schema;
}
interface Content {
  readonly schema?: Schema;
  readonly example?: unknown;
}
interface Description {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
}
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Description>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Operation extends Description {
  /** With its parameters in braces. */
  readonly path: string;
  readonly method: string;
}

/** A member of a body, however deep: where it is and what may stand there. */
export interface Field {
  readonly at: readonly string[];
  readonly schema: Schema;
}

const DEEPEST_FIELD = 4;

export function operationsOf({ paths }: OpenApi): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, description]) => ({
      ...description,
      path,
      method: method.toUpperCase(),
    })),
  );
}

/** `GET /api/v1/apps/{app_id}` */
export const nameOf = ({ method, path }: Operation) => `${method} ${path}`;

/** The names of the path's own parameters, which the document does not always list. */
export function pathParameters({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

/** The body that the document shows; undefined where it shows none in JSON. */
export function exampleOf({ requestBody }: Operation): object | undefined {
  const example = requestBody?.content['application/json']?.example;
  return typeof example === 'object' && example !== null ? example : undefined;
}

export function fieldsOf(document: OpenApi, { requestBody }: Operation): Field[] {
  const schema = requestBody?.content['application/json']?.schema;
  return schema === undefined ? [] : fieldsBelow(document, schema, []);
}

function fieldsBelow(document: OpenApi, schema: Schema, at: readonly string[]): Field[] {
  if (at.length >= DEEPEST_FIELD) return [];
  return alternativesOf(document, schema).flatMap(({ properties, items }) => [
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) =>
      placeAndBelow(document, inner, [...at, name]),
    ),
    ...(items === undefined ? [] : placeAndBelow(document, items, [...at, '0'])),
  ]);
}

function placeAndBelow(document: OpenApi, schema: Schema, at: readonly string[]): Field[] {
  const [first = {}] = alternativesOf(document, schema);
  return [{ at, schema: first }, ...fieldsBelow(document, schema, at)];
}

function alternativesOf(document: OpenApi, schema: Schema): Schema[] {
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.split('/').at(-1)!];
    return named === undefined ? [] : alternativesOf(document, named);
  }
  const others = [...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  return others.length === 0
    ? [schema]
    : others.flatMap((other) => alternativesOf(document, other));
}
