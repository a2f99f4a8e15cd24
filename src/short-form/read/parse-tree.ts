import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type ParsedNode,
  Parser,
  type Scalar,
} from 'yaml';
import { parseValue, type Value } from '../../engine/index.js';
import { type Place, type Problems, ShortFormError } from '../short-form-error.js';
import type { MapEntry, Tree } from './tree.js';

/** Of a text; a board of 10,000 nodes takes about half of it. */
const MAX_CHARACTERS = 4_000_000;
/** Of maps and lists in each other. Values may be nested 128 deep. */
const MAX_DEPTH = 140;
/** The parser keeps up to three entries for one level. */
const MAX_STACK = 3 * MAX_DEPTH;

/**
 * Reads YAML, of which JSON is a part, and refuses what boards do not need and could be misread: anchors
 * and aliases, tags, merge keys, several documents, two equal keys, and words that YAML reads as numbers
 * and JSON does not. Throws when there is nothing to go on with; adds other problems to the list.
 */
export function parseTree(text: string, problems: Problems): Tree {
  const lines = new LineCounter();
  const placeAt = (offset: number, path: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), path };
  };
  const fail = (offset: number, message: string): never => {
    throw new ShortFormError([{ ...placeAt(offset, ''), message }]);
  };
  if (text.length > MAX_CHARACTERS) fail(0, `The text is longer than ${MAX_CHARACTERS} characters`);
  const documents = compose(text, lines, fail);
  const [document, another] = documents;
  if (another !== undefined) fail(another.range[0], 'One text holds one board: take out the `---`');
  for (const { pos, message } of document?.errors ?? [])
    problems.add(placeAt(pos[0], ''), `This is no YAML: ${firstLine(message)}`);
  problems.throwIfAny();
  const contents = document?.contents ?? null;
  if (contents === null) return fail(0, 'The text is empty; a board needs at least `nodes`');
  return new TreeReader(placeAt, problems).read(contents, '');
}

function compose(text: string, lines: LineCounter, fail: (at: number, message: string) => never) {
  // Composing walks into the depth by recursion, so how deep it goes is seen to before.
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_STACK) fail(parser.offset, TOO_DEEP);
  }
  tokens.push(...parser.end());
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
  return [...composer.compose(tokens, false, text.length)] as Document.Parsed[];
}

const TOO_DEEP = `Lists and maps are nested deeper than ${MAX_DEPTH} levels`;
const firstLine = (text: string) => text.split('\n', 1)[0]!;

class TreeReader {
  constructor(
    private readonly placeAt: (offset: number, path: string) => Place,
    private readonly problems: Problems,
  ) {}

  read(node: ParsedNode, path: string, depth = 0): Tree {
    const place = this.placeAt(node.range[0], path);
    const nothing: Tree = { kind: 'scalar', place, value: null };
    const refuse = (message: string): Tree => {
      this.problems.add(place, message);
      return nothing;
    };
    if (isAlias(node)) return refuse('Aliases are not used here: write the value itself');
    if (node.anchor !== undefined) return refuse('Anchors are not used here: take out the `&…`');
    if (node.tag !== undefined) return refuse(`Tags are not used here: take out \`${node.tag}\``);
    if (depth > MAX_DEPTH) return refuse(TOO_DEEP);
    if (isScalar(node)) return { kind: 'scalar', place, value: this.scalar(node, place) };
    if (isSeq(node)) {
      const items = node.items.map((item, index) =>
        this.read(item as ParsedNode, `${path}[${index}]`, depth + 1),
      );
      return { kind: 'list', place, items };
    }
    if (!isMap(node)) return nothing;
    const entries = new Map<string, MapEntry>();
    for (const { key, value } of node.items) {
      const name = this.keyText(key as ParsedNode, path);
      if (name === undefined) continue;
      const inner = path === '' ? name : `${path}.${name}`;
      const keyPlace = this.placeAt((key as ParsedNode).range[0], inner);
      if (entries.has(name)) this.problems.add(keyPlace, `\`${name}\` is said twice`);
      const tree: Tree =
        value === null
          ? { kind: 'scalar', place: keyPlace, value: null }
          : this.read(value as ParsedNode, inner, depth + 1);
      entries.set(name, { place: keyPlace, tree });
    }
    return { kind: 'map', place, entries };
  }

  private keyText(key: ParsedNode | null, path: string): string | undefined {
    const place = this.placeAt(key?.range[0] ?? 0, path);
    const plain = isScalar(key) && key.anchor === undefined && key.tag === undefined;
    if (!plain) {
      this.problems.add(place, 'A key must be a name, without anchors, tags and lists');
      return undefined;
    }
    if (key.value === '<<' && key.type === 'PLAIN') {
      this.problems.add(place, 'Merge keys are not used here: write the entries themselves');
      return undefined;
    }
    return String(key.value);
  }

  private scalar({ type, value, source }: Scalar.Parsed, place: Place): Value {
    if (type !== 'PLAIN') return String(value ?? '');
    const text = String(value ?? source ?? '');
    if (text === '') return null;
    if (!IS_JSON.test(text)) {
      if (IS_OTHERWISE_IN_YAML.test(text))
        this.problems.add(place, `\`${text}\` is written as in JSON, or in quotes if it is a text`);
      return text;
    }
    try {
      return parseValue(text);
    } catch (error) {
      this.problems.add(place, (error as Error).message);
      return null;
    }
  }
}

const IS_JSON = /^(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** What YAML 1.2 reads as null, truth or number although JSON does not. */
const IS_OTHERWISE_IN_YAML =
  /^(?:~|null|true|false|[-+]?\d+|0o[0-7]+|0x[0-9a-f]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|[-+]?\.inf|\.nan)$/i;
