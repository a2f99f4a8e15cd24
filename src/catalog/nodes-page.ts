import { type AnyNodeType, nodeJson, type PinJson } from '../engine/index.js';

const HEAD = `# The node types

Made by \`npm run docs:nodes\`; the texts stand with the nodes, in \`src/nodes\`. A pin is written \`name: Type\`, \`[]\` is an
array, \`{}\` a map, \`<>\` a set, \`=\` its default, \`▸\` control.
`;
const SHAPES: Readonly<Record<string, string>> = {
  Normal: '',
  Array: '[]',
  HashMap: '{}',
  HashSet: '<>',
};
const LONGEST_DEFAULT = 60;

/** All node types as a page in Markdown, by category and name. */
export function nodesPage(types: readonly AnyNodeType[]): string {
  const categories = [...new Set(types.map(({ category }) => category))].sort();
  const sections = categories.map((category) => {
    const sorted = types.filter((type) => type.category === category).toSorted(byName);
    return `## ${category}\n\n${sorted.map(entry).join('\n')}\n`;
  });
  return [HEAD, ...sections].join('\n');
}

const byName = (left: AnyNodeType, right: AnyNodeType) => (left.name < right.name ? -1 : 1);

function entry(type: AnyNodeType): string {
  const json = nodeJson(type, '', (direction, name, position) => `${direction}${name}#${position}`);
  const pins = Object.values(json.pins);
  const side = (word: string, direction: PinJson['pin_type']) => {
    const names = pins.filter(({ pin_type }) => pin_type === direction).map(pinText);
    return names.length === 0 ? [] : [`  - ${word} ${names.join(', ')}`];
  };
  const first = `- \`${type.name}\` **${plain(type.title)}**. ${plain(type.doc)}`;
  return [first, ...side('in', 'Input'), ...side('out', 'Output')].join('\n');
}

function pinText(pin: PinJson): string {
  if (pin.data_type === 'Execution') return `\`▸${pin.name}\``;
  const shape = SHAPES[pin.value_type] ?? '';
  return `\`${pin.name}: ${pin.data_type}${shape}${defaultText(pin)}\``;
}

function defaultText({ default_value }: PinJson): string {
  if (default_value === null) return '';
  const text = Buffer.from(default_value).toString().replaceAll('`', "'");
  return ` = ${text.length > LONGEST_DEFAULT ? `${text.slice(0, LONGEST_DEFAULT)}…` : text}`;
}

/** The same text where signs of Markdown mean themselves. */
const plain = (text: string) => text.replace(/[\\`*_<>[\]]/g, '\\$&');
