import { EXECUTION_MODES, LOG_LEVELS, STAGES } from '../../engine/index.js';
import type { CommentDraft, Draft, IdDrafts, LayerDraft, Mention } from '../draft.js';
import { FieldReader, numbersOf, textOf } from './field-reader.js';
import { readNode } from './read-node.js';
import { readNodeType } from './read-node-type.js';
import { readVariable } from './read-variable.js';
import { isNodeName, parseStep, splitChain } from '../references.js';
import type { Problems } from '../short-form-error.js';
import type { MapEntry, Tree } from './tree.js';

const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})$/;

/** Reads what a text says, and complains about all that no board could say. */
export function readDraft(tree: Tree, problems: Problems): Draft {
  const words =
    'name description version stage log_level execution_mode pages variables nodes flow layers comments layout ids node_types';
  const board = new FieldReader(tree, words.split(' '), problems);
  if (!board.has('nodes')) problems.add(tree.place, 'A board needs `nodes`');
  const named = <T>(key: string, read: (name: string, entry: MapEntry) => T): T[] =>
    board.named(key).map(([name, entry]) => {
      if (!isNodeName(name))
        problems.add(
          entry.place,
          `The name ${JSON.stringify(name)} has other characters than ${CHARACTERS}`,
        );
      return read(name, entry);
    });
  return {
    name: board.text('name') ?? 'New Board',
    description: board.text('description') ?? '',
    version: readVersion(board, problems),
    stage: board.oneOf('stage', STAGES) ?? 'Dev',
    logLevel: board.oneOf('log_level', LOG_LEVELS) ?? 'Info',
    executionMode: board.oneOf('execution_mode', EXECUTION_MODES) ?? 'Hybrid',
    pages: board.list('pages').flatMap((page) => textOf(page, problems) ?? []),
    variables: named('variables', (name, { tree }) => readVariable(name, tree, problems)),
    nodes: named('nodes', (name, entry) => readNode(name, entry, problems)),
    flow: board.list('flow').map((chain) => readChain(chain, problems)),
    layers: named('layers', (name, { tree }) => readLayer(name, tree, problems)),
    comments: named('comments', (name, { tree }) => readComment(name, tree, problems)),
    layout: new Map(
      board.named('layout').flatMap(([name, { place, tree }]) => {
        const at = numbersOf(tree, problems);
        return at === undefined ? [] : [[name, { place, at }]];
      }),
    ),
    ids: readIds(board.tree('ids'), problems),
    nodeTypes: board
      .named('node_types')
      .map(([name, { tree }]) => readNodeType(name, tree, problems)),
  };
}

const CHARACTERS = 'letters, digits, `_` and `-`';

function readVersion(board: FieldReader, problems: Problems): [number, number, number] {
  if (!board.has('version')) return [0, 0, 1];
  const tree = board.tree('version')!;
  const parts = tree.kind === 'scalar' && VERSION.exec(String(tree.value));
  if (parts) return [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  problems.add(tree.place, '`version` must be three whole numbers with dots, such as 0.0.1');
  return [0, 0, 1];
}

function readChain(tree: Tree, problems: Problems): Draft['flow'][number] {
  const text = textOf(tree, problems);
  if (text === undefined) return [];
  const parts = splitChain(text);
  const steps = parts.flatMap((part) => {
    const step = parseStep(part);
    if (step !== undefined) return [{ ...step, place: tree.place }];
    problems.add(tree.place, `\`${part}\` is neither a node nor a \`node.pin\``);
    return [];
  });
  if (parts.length < 2)
    problems.add(tree.place, 'A line of `flow` says what follows what, such as `start -> say`');
  return steps;
}

function readLayer(name: string, tree: Tree, problems: Problems): LayerDraft {
  const words = 'name type comment color in nodes at enter leave'.split(' ');
  const layer = new FieldReader(tree, words, problems);
  const nodes = layer.list('nodes').flatMap((node): Mention[] => {
    const text = textOf(node, problems);
    return text === undefined ? [] : [{ name: text, place: node.place }];
  });
  return {
    name,
    place: tree.place,
    title: layer.text('name'),
    type: layer.oneOf('type', ['Function', 'Macro', 'Collapsed']),
    comment: layer.text('comment'),
    color: layer.text('color'),
    in: readMention(layer, 'in'),
    nodes,
    at: layer.numbers('at'),
    enter: layer.numbers('enter'),
    leave: layer.numbers('leave'),
  };
}

function readComment(name: string, tree: Tree, problems: Problems): CommentDraft {
  const words = 'text type author written in at size color z locked'.split(' ');
  const comment = new FieldReader(tree, words, problems);
  if (!comment.has('text')) problems.add(tree.place, 'A comment needs its `text`');
  const written = comment.text('written');
  if (written !== undefined && Number.isNaN(Date.parse(written)))
    problems.add(
      comment.placeOf('written'),
      '`written` must be a time, such as 2026-01-31T12:00:00Z',
    );
  return {
    name,
    place: tree.place,
    text: comment.text('text') ?? '',
    type: comment.oneOf('type', ['Text', 'Image', 'Video']),
    author: comment.text('author'),
    written,
    in: readMention(comment, 'in'),
    at: comment.numbers('at'),
    size: comment.numbers('size'),
    color: comment.text('color'),
    z: comment.wholeNumber('z'),
    locked: comment.flag('locked'),
  };
}

function readMention(fields: FieldReader, key: string): Mention | undefined {
  const name = fields.text(key);
  return name === undefined ? undefined : { name, place: fields.tree(key)!.place };
}

function readIds(tree: Tree | undefined, problems: Problems): IdDrafts {
  const words = ['board', 'nodes', 'variables', 'layers', 'comments', 'pins'];
  const none: Tree = {
    kind: 'map',
    place: { line: 1, column: 1, path: 'ids' },
    entries: new Map(),
  };
  const ids = new FieldReader(tree ?? none, words, problems);
  const idsOf = (key: string): Map<string, string> =>
    new Map(
      ids.named(key).flatMap(([name, entry]) => {
        const id = textOf(entry.tree, problems);
        return id === undefined ? [] : [[name, id]];
      }),
    );
  const pins = ids.named('pins').flatMap(([text, { place, tree: idTree }]) => {
    const step = parseStep(text);
    const id = textOf(idTree, problems);
    if (step?.pin === undefined) problems.add(place, `\`${text}\` must be a \`node.pin\``);
    else if (id !== undefined) return [{ node: step.node, ...step.pin, place, id }];
    return [];
  });
  return {
    board: ids.text('board'),
    nodes: idsOf('nodes'),
    variables: idsOf('variables'),
    layers: idsOf('layers'),
    comments: idsOf('comments'),
    pins,
  };
}
