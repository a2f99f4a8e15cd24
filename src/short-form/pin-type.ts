import type { PinType } from './draft.js';

const DATA_TYPES: ReadonlyMap<string, string> = new Map(
  [
    'Execution',
    'String',
    'Integer',
    'Float',
    'Boolean',
    'Date',
    'PathBuf',
    'Generic',
    'Struct',
    'Byte',
  ].map((name) => [name.toLowerCase(), name]),
);
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ['array', 'Array'],
  ['map', 'HashMap'],
  ['set', 'HashSet'],
]);
const CONTAINED = /^(array|map|set)<(\w+)>$/;

/** Said to whoever wrote another one. */
export const TYPES_IN_WORDS = `${[...DATA_TYPES.keys()].join(', ')}, or one of them in array<…>, map<…> or set<…>`;

/** Reads `string` or `array<string>`. */
export function parsePinType(text: string): PinType | undefined {
  const contained = CONTAINED.exec(text);
  const dataType = DATA_TYPES.get(contained?.[2] ?? text);
  if (dataType === undefined) return undefined;
  return { dataType, valueType: contained ? CONTAINERS.get(contained[1]!)! : 'Normal' };
}

export function printPinType({ dataType, valueType }: PinType): string {
  const name = dataType.toLowerCase();
  const container = [...CONTAINERS].find(([, type]) => type === valueType)?.[0];
  return container === undefined ? name : `${container}<${name}>`;
}
