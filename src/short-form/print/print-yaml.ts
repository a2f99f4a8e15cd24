import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { Float, printValue, type Value, type ValueObject } from '../../engine/index.js';

/** A list or map that is no longer than this in one line stands in one line. */
const MAX_FLOW_LENGTH = 72;
/** What may stand in a block of lines: letters of all kinds, and line feeds. */
const IS_PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}\u00a0]*$/u;

/** Prints a value as YAML. What lies at most `blockLevels` deep gets lines of its own. */
export function printYaml(value: ValueObject, blockLevels: (path: readonly string[]) => boolean) {
  const node = (part: Value, path: readonly string[]): unknown => {
    if (!isCollection(part)) return scalar(part);
    const collection = Array.isArray(part) ? list(part, path) : map(part as ValueObject, path);
    collection.flow = !blockLevels(path) && isShort(part);
    return collection;
  };
  const list = (items: readonly Value[], path: readonly string[]) => {
    const seq = new TightSeq();
    seq.items = items.map((item, index) => node(item, [...path, String(index)]));
    return seq;
  };
  const map = (object: ValueObject, path: readonly string[]) => {
    const yaml = new PaddedMap();
    yaml.items = Object.entries(object).map(
      ([key, member]) => new Pair(scalar(key), node(member, [...path, key])),
    );
    return yaml;
  };
  const document = new Document(null, { schema: 'core', customTags: [number], version: '1.2' });
  document.contents = node(value, []) as never;
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
}

/** `[a, b]` */
class TightSeq extends YAMLSeq {
  override toString(...[ctx, ...rest]: Parameters<YAMLSeq['toString']>): string {
    return super.toString(ctx && withPadding(ctx, false), ...rest);
  }
}

/** `{ a: b }` */
class PaddedMap extends YAMLMap {
  override toString(...[ctx, ...rest]: Parameters<YAMLMap['toString']>): string {
    return super.toString(ctx && withPadding(ctx, true), ...rest);
  }
}

type Context = NonNullable<Parameters<YAMLSeq['toString']>[0]>;

const withPadding = (ctx: Context, flowCollectionPadding: boolean): Context =>
  ({ ...ctx, flowCollectionPadding: flowCollectionPadding ? ' ' : '' }) as Context;

const isCollection = (value: Value): value is readonly Value[] | ValueObject =>
  typeof value === 'object' && value !== null && !(value instanceof Float);

function isShort(value: Value): boolean {
  return printValue(value, 0).length <= MAX_FLOW_LENGTH && !hasLines(value);
}

function hasLines(value: Value): boolean {
  if (typeof value === 'string') return value.includes('\n');
  return isCollection(value) && Object.values(value).some((part) => hasLines(part as Value));
}

/** Numbers are printed by the engine, which keeps 1.0 apart from 1. */
class PrintedNumber {
  constructor(readonly text: string) {}
}

const number = {
  identify: (value: unknown) => value instanceof PrintedNumber,
  default: true as const,
  tag: 'tag:yaml.org,2002:float',
  resolve: (text: string) => text,
  stringify: ({ value }: Scalar) => (value as PrintedNumber).text,
};

function scalar(value: Value): Scalar {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value === 'boolean') return new Scalar(value);
  return new Scalar(new PrintedNumber(printValue(value)));
}

/** Lines that a block can hold as they are: space at its beginning and end takes part in its layout. */
function isBlock(text: string): boolean {
  return /^\S/.test(text) && /\S\n?$/.test(text) && !/\n[ \t]+(?:\n|$)/.test(text);
}

function text(value: string): Scalar {
  const printed = new Scalar(value);
  // As a key it would merge maps.
  if (value === '<<') printed.type = 'QUOTE_DOUBLE';
  else if (!value.split('\n').every((line) => IS_PRINTABLE.test(line)))
    printed.type = 'QUOTE_DOUBLE';
  else if (value.includes('\n')) printed.type = isBlock(value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
  return printed;
}
