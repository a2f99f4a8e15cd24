import type { Value, ValueObject } from '../../engine/index.js';
import type {
  CommentDraft,
  Draft,
  LayerDraft,
  NodeDraft,
  NodeTypeDraft,
  PinDraft,
  Setting,
  VariableDraft,
} from '../draft.js';
import { printPinType } from '../pin-type.js';
import { escapeText, printPinName, printSources, printStep } from '../references.js';
import { writtenOut } from '../schema-text.js';

/** A draft as the text's maps and lists, in the order they are written. What is as usual is left out. */
export function printDraft(draft: Draft): ValueObject {
  const { ids } = draft;
  return said({
    name: draft.name,
    description: draft.description || undefined,
    version: unlessUsual(draft.version.join('.'), '0.0.1'),
    stage: unlessUsual(draft.stage, 'Dev'),
    log_level: unlessUsual(draft.logLevel, 'Info'),
    execution_mode: unlessUsual(draft.executionMode, 'Hybrid'),
    pages: unlessEmpty(draft.pages),
    variables: named(draft.variables, printVariable),
    nodes: named(draft.nodes, printNode) ?? {},
    flow: unlessEmpty(draft.flow.map((chain) => chain.map(printStep).join(' -> '))),
    layers: named(draft.layers, printLayer),
    comments: named(draft.comments, printComment),
    layout: mapped(draft.layout, ({ at }) => at),
    ids: unlessEmptyMap(
      said({
        board: ids.board,
        nodes: mapped(ids.nodes, (id) => id),
        variables: mapped(ids.variables, (id) => id),
        layers: mapped(ids.layers, (id) => id),
        comments: mapped(ids.comments, (id) => id),
        pins: mapped(
          ids.pins.map((pin) => [printStep({ node: pin.node, pin }), pin.id]),
          (id) => id,
        ),
      }),
    ),
    node_types: named(draft.nodeTypes, printNodeType),
  });
}

function printVariable(variable: VariableDraft): Value {
  return said({
    type: printPinType(variable.type),
    value: variable.value,
    name: variable.title,
    description: variable.description,
    category: variable.category,
    schema: variable.schema === undefined ? undefined : writtenOut(variable.schema),
    exposed: variable.exposed || undefined,
    secret: variable.secret || undefined,
    runtime_configured: variable.runtimeConfigured || undefined,
    editable: variable.editable ? undefined : false,
  });
}

function printNode(node: NodeDraft): Value {
  const { order } = node;
  const facts = said({
    type: node.type,
    title: node.title,
    description: node.description,
    comment: node.comment,
    start: node.start,
    version: node.version,
    fn_refs: node.fnRefs?.map((ref) => ref.node),
    can_reference_fns: node.canReferenceFns,
    can_be_referenced_by_fns: node.canBeReferencedByFns,
    inputs: printPins(node.pins.Input),
    outputs: printPins(node.pins.Output),
    order: order && said({ inputs: order.Input, outputs: order.Output }),
  });
  const isBare = Object.keys(facts).length === 1;
  if (isBare && node.settings.length === 0) return node.type;
  const settings = node.settings.map((setting) => [inputKey(setting), printContent(setting)]);
  return { node: isBare ? node.type : facts, ...Object.fromEntries(settings) } as ValueObject;
}

/** The one word that is no input beside a node. */
function inputKey({ pin }: Setting): string {
  const key = printPinName(pin);
  return key === 'node' ? 'node#1' : key;
}

function printContent({ content }: Setting): Value {
  if ('sources' in content) return printSources(content.sources);
  return typeof content.value === 'string' ? escapeText(content.value) : content.value;
}

function printPins(pins: readonly PinDraft[]): Value | undefined {
  return mapped(
    pins.map((pin) => [printPinName(pin.pin), pin]),
    printPin,
  );
}

function printPin({ type, schema, ...rest }: PinDraft): Value {
  const printed = type === undefined || type === 'none' ? type : printPinType(type);
  const facts = said({
    type: printed,
    value: rest.value,
    unset: rest.unset,
    title: rest.title,
    description: rest.description,
    schema: schema === undefined ? undefined : writtenOut(schema),
    options: rest.options,
  });
  return printed !== undefined && Object.keys(facts).length === 1 ? printed : facts;
}

function printNodeType(type: NodeTypeDraft): Value {
  return said({
    title: type.title === type.name ? undefined : type.title,
    ...type.fields,
    version: type.version,
    can_reference_fns: type.canReferenceFns,
    can_be_referenced_by_fns: type.canBeReferencedByFns,
    inputs: printPins(type.pins.Input),
    outputs: printPins(type.pins.Output),
  });
}

function printLayer(layer: LayerDraft): Value {
  return said({
    name: layer.title,
    type: layer.type,
    comment: layer.comment,
    color: layer.color,
    in: layer.in?.name,
    nodes: unlessEmpty(layer.nodes.map(({ name }) => name)),
    at: layer.at,
    enter: layer.enter,
    leave: layer.leave,
  });
}

function printComment(comment: CommentDraft): Value {
  return said({
    text: comment.text,
    type: comment.type,
    author: comment.author,
    written: comment.written,
    in: comment.in?.name,
    at: comment.at,
    size: comment.size,
    color: comment.color,
    z: comment.z,
    locked: comment.locked,
  });
}

/** Without what is undefined. */
function said(fields: Readonly<Record<string, Value | undefined>>): ValueObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as ValueObject;
}

function mapped<T>(
  entries: Iterable<readonly [string, T]>,
  print: (item: T) => Value,
): ValueObject | undefined {
  return unlessEmptyMap(
    Object.fromEntries([...entries].map(([name, item]) => [name, print(item)])),
  );
}

const named = <T extends { readonly name: string }>(
  items: readonly T[],
  print: (item: T) => Value,
) =>
  mapped(
    items.map((item) => [item.name, item]),
    print,
  );

const unlessEmptyMap = (map: ValueObject) => (Object.keys(map).length === 0 ? undefined : map);

const unlessEmpty = <T>(items: readonly T[]) => (items.length === 0 ? undefined : items);

const unlessUsual = (text: string, usual: string) => (text === usual ? undefined : text);
