import type { PinType, VariableDraft } from '../draft.js';
import { FieldReader } from './field-reader.js';
import { parsePinType, TYPES_IN_WORDS } from '../pin-type.js';
import { readSchema } from '../schema-text.js';
import type { Problems } from '../short-form-error.js';
import type { Tree } from './tree.js';

const WORDS =
  'type value name description category schema exposed secret runtime_configured editable'.split(
    ' ',
  );

export function readVariable(name: string, tree: Tree, problems: Problems): VariableDraft {
  const variable = new FieldReader(tree, WORDS, problems);
  if (!variable.has('type'))
    problems.add(variable.place, `The variable \`${name}\` needs a \`type\`, such as string`);
  return {
    name,
    place: tree.place,
    type: readType(variable, problems) ?? { dataType: 'Generic', valueType: 'Normal' },
    value: variable.value('value'),
    title: variable.text('name'),
    description: variable.text('description'),
    category: variable.text('category'),
    schema: readSchema(variable.value('schema')),
    exposed: variable.flag('exposed') ?? false,
    secret: variable.flag('secret') ?? false,
    runtimeConfigured: variable.flag('runtime_configured') ?? false,
    editable: variable.flag('editable') ?? true,
  };
}

/** Of a variable or a pin. */
export function readType(fields: FieldReader, problems: Problems): PinType | undefined {
  const text = fields.text('type');
  if (text === undefined) return undefined;
  return typeOf(text, () => problems.add(fields.tree('type')!.place, noType(text)));
}

export function typeOf(text: string, complain: () => void): PinType | undefined {
  const type = parsePinType(text);
  if (type === undefined) complain();
  return type;
}

export const noType = (text: string): string =>
  `There is no type \`${text}\`; the types are ${TYPES_IN_WORDS}`;
