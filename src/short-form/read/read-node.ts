import type { Direction, NodeDraft, PinOrder, PinRef, Setting } from '../draft.js';
import { FieldReader, textOf } from './field-reader.js';
import { readPinName, readPins } from './read-pins.js';
import { parseStep, splitSources, unescapeText } from '../references.js';
import type { Problems } from '../short-form-error.js';
import { type MapEntry, type Tree, valueOf } from './tree.js';

const WORDS =
  'type title description comment start version fn_refs can_reference_fns can_be_referenced_by_fns inputs outputs order'.split(
    ' ',
  );
const NO_PINS = { Input: [], Output: [] };

/** `name: type`, or a map of `node` and inputs. All keys but `node` are inputs, so none can be in the way. */
export function readNode(name: string, { place, tree }: MapEntry, problems: Problems): NodeDraft {
  const bare = { name, place, type: '', typePlace: tree.place, pins: NO_PINS, settings: [] };
  if (tree.kind === 'scalar' && typeof tree.value === 'string')
    return { ...bare, type: tree.value };
  if (tree.kind !== 'map') {
    problems.add(tree.place, `\`${name}\` must be a node type, or a map with \`node\` and inputs`);
    return bare;
  }
  const settings = [...tree.entries].flatMap(([key, entry]): Setting[] => {
    if (key === 'node') return [];
    const pin = readPinName(key, entry.place, problems);
    return pin ? [{ pin, place: entry.place, content: readContent(entry.tree, problems) }] : [];
  });
  const node = tree.entries.get('node')?.tree;
  if (node === undefined) {
    problems.add(tree.place, `\`${name}\` needs \`node\`: the type it is of`);
    return { ...bare, settings };
  }
  if (node.kind === 'map') return { ...bare, ...readFacts(node, problems), settings };
  return { ...bare, type: textOf(node, problems) ?? '', typePlace: node.place, settings };
}

function readFacts(tree: Tree, problems: Problems) {
  const facts = new FieldReader(tree, WORDS, problems);
  if (!facts.has('type')) problems.add(tree.place, '`node` needs its `type`');
  const fnRefs = facts.list('fn_refs').flatMap((ref) => {
    const node = textOf(ref, problems);
    return node === undefined ? [] : [{ node, place: ref.place }];
  });
  const older = facts.has('version') && facts.value('version') === null;
  return {
    type: facts.text('type') ?? '',
    typePlace: facts.tree('type')?.place ?? tree.place,
    title: facts.text('title'),
    description: facts.text('description'),
    comment: facts.text('comment'),
    start: facts.flag('start'),
    version: older ? null : facts.wholeNumber('version'),
    fnRefs: facts.has('fn_refs') ? fnRefs : undefined,
    canReferenceFns: facts.flag('can_reference_fns'),
    canBeReferencedByFns: facts.flag('can_be_referenced_by_fns'),
    pins: {
      Input: readPins(facts.named('inputs'), problems),
      Output: readPins(facts.named('outputs'), problems),
    },
    order: readOrder(facts, problems),
  };
}

function readOrder(facts: FieldReader, problems: Problems): PinOrder | undefined {
  const tree = facts.tree('order');
  if (tree === undefined) return undefined;
  const order = new FieldReader(tree, ['inputs', 'outputs'], problems);
  const names = (key: string) =>
    order.has(key) ? order.list(key).flatMap((name) => textOf(name, problems) ?? []) : undefined;
  const found: [Direction, string[] | undefined][] = [
    ['Input', names('inputs')],
    ['Output', names('outputs')],
  ];
  return Object.fromEntries(found.filter(([, list]) => list !== undefined)) as PinOrder;
}

function readContent(tree: Tree, problems: Problems): Setting['content'] {
  if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return { value: valueOf(tree) };
  const sources = splitSources(tree.value);
  if (sources === undefined) return { value: unescapeText(tree.value) };
  return { sources: sources.flatMap((source) => readSource(source, tree, problems)) };
}

function readSource(text: string, { place }: Tree, problems: Problems): PinRef[] {
  const step = parseStep(text);
  if (step?.pin !== undefined) return [{ node: step.node, ...step.pin, place }];
  problems.add(
    place,
    `\`${text}\` is no wire: one is written \`<- node.pin\`; a text that begins with \`<-\` has a backslash before it`,
  );
  return [];
}
