import { type Parameter, parseValue, type Value, type ValueObject } from '../../engine/index.js';

// What a form asks for is what the function takes that it fills in.

type Type = Parameter['dataType'];

/** JSON Schema of the reply: an object with a member for each parameter of the function. */
export function schemaOf(parameters: Iterable<Parameter>): ValueObject {
  const all = [...parameters];
  return {
    type: 'object',
    properties: Object.fromEntries(all.map((parameter) => [parameter.name, schemaFor(parameter)])),
    required: all.filter(isRequired).map(({ name }) => name),
  };
}

/** The same for clients that draw one field after the other. */
export function fieldsOf(parameters: Iterable<Parameter>): readonly ValueObject[] {
  return [...parameters].map((parameter) => ({
    id: parameter.name,
    label: parameter.title,
    description: parameter.doc,
    type: schemaType(parameter) ?? 'string',
    required: isRequired(parameter),
    ...defaultOf(parameter),
  }));
}

export const isRequired = (parameter: Parameter): boolean => parameter.default === undefined;

const defaultOf = (parameter: Parameter): ValueObject =>
  parameter.default === undefined ? {} : { default: parameter.default };

function schemaFor(parameter: Parameter): ValueObject {
  const { title, doc, valueType, dataType } = parameter;
  const type = ofType(dataType);
  const item: ValueObject = { ...(type === undefined ? {} : { type }), ...ownSchema(parameter) };
  const described = { title, description: doc, ...defaultOf(parameter) };
  switch (valueType) {
    case 'Array':
      return { ...described, type: 'array', items: item };
    case 'HashSet':
      return { ...described, type: 'array', items: item, uniqueItems: true };
    case 'HashMap':
      return { ...described, type: 'object', additionalProperties: item };
    default:
      return { ...item, ...described };
  }
}

function schemaType({ valueType, dataType }: Parameter): string | undefined {
  if (valueType === 'Normal') return ofType(dataType);
  return valueType === 'HashMap' ? 'object' : 'array';
}

/** Undefined where anything goes. */
function ofType(type: Type): string | undefined {
  switch (type) {
    case 'Integer':
    case 'Byte':
      return 'integer';
    case 'Float':
      return 'number';
    case 'Boolean':
      return 'boolean';
    case 'Struct':
      return 'object';
    case 'Generic':
      return undefined;
    default:
      return 'string';
  }
}

/** What the author says a struct looks like; a schema that can't be read says nothing. */
function ownSchema({ schema }: Parameter): ValueObject {
  try {
    const parsed: Value = schema === '' ? {} : parseValue(schema);
    const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as ValueObject) : {};
  } catch {
    return {};
  }
}
