import type { DataType, ValueType } from './board.js';
import { NodeError } from './errors.js';
import * as read from './read-value.js';
import { Float, toFloatValue, type Value, type ValueObject } from './value.js';

/** Editor hints of a pin; nothing here is checked while a board runs. */
export interface PinOptions {
  readonly validValues?: readonly string[];
  readonly range?: readonly [number, number];
  readonly step?: number;
  readonly sensitive?: boolean;
  readonly enforceSchema?: boolean;
  readonly enforceGenericValueType?: boolean;
}

interface Described {
  /** JSON Schema of what it carries, as a text: what editors show and compare. */
  readonly schema?: string | undefined;
  readonly dataType: DataType;
  readonly valueType: ValueType;
  readonly title: string;
  readonly doc: string;
  readonly options?: PinOptions | undefined;
}

/** A pin that carries a value. `T` is what a node reads from it or writes to it. */
export interface DataPin<T> extends Described {
  readonly kind: 'data';
  readonly default?: Value | undefined;
  /** The node makes do without a value: an editor need not ask for one. */
  readonly optional?: boolean | undefined;
  /** Checks a value and gives it in the form nodes calculate with. Throws NodeError. */
  decode(value: Value, pin: string): T;
  /** The reverse, for outputs. */
  encode(value: T): Value;
}

/** A pin that carries control. */
export interface ExecPin extends Described {
  readonly kind: 'exec';
}

/** Several pins of one name; an editor's user may add more. */
export interface PinList<P> {
  readonly kind: 'list';
  readonly pin: P;
  /** How many a freshly placed node has. */
  readonly count: number;
  /** What each of them holds, if it is not the same. */
  readonly defaults?: readonly Value[] | undefined;
}

export type PinSpec = DataPin<unknown> | ExecPin | PinList<DataPin<unknown>> | PinList<ExecPin>;
export type PinSpecs = Readonly<Record<string, PinSpec>>;

interface Extras {
  readonly default?: Value;
  readonly optional?: boolean;
  readonly options?: PinOptions;
  readonly schema?: string;
}

const asIs = (value: Value): Value => value;

function dataPin<T>(
  dataType: DataType,
  decode: (value: Value, pin: string) => T,
  encode: (value: T) => Value,
) {
  return (title: string, doc: string, extras: Extras = {}): DataPin<T> => ({
    kind: 'data',
    dataType,
    valueType: 'Normal',
    title,
    doc,
    decode,
    encode,
    ...extras,
  });
}

export const exec = (title: string, doc: string): ExecPin => ({
  kind: 'exec',
  dataType: 'Execution',
  valueType: 'Normal',
  title,
  doc,
});
export const generic = dataPin<Value>('Generic', asIs, asIs);
export const boolean = dataPin<boolean>('Boolean', read.boolean, asIs);
export const string = dataPin<string>('String', read.string, asIs);
export const integer = dataPin<number>('Integer', read.integer, read.safeInteger);
/** Reads as a plain number; a whole result keeps its kind, NaN and infinities become null. */
export const float = dataPin<number>(
  'Float',
  read.float,
  toFloatValue as (value: number) => number | Float,
);
export const struct = dataPin<ValueObject>('Struct', read.object, asIs);
/** A number from 0 to 255. */
export const byte = dataPin<number>('Byte', read.byte, asIs);
/** A point in time. Not checked: nodes of dates read and write them in several forms. */
export const date = dataPin<Value>('Date', asIs, asIs);
/** An integer that counts from 0. */
export const position = dataPin<number>('Integer', read.position, read.safeInteger);

/** The same pin for values of one shape. `fault` tells what is wrong with others: ` must be …`, or where. */
export const shaped = <T extends Value>(
  carrier: DataPin<Value>,
  fault: (value: Value) => string | undefined,
): DataPin<T> => ({
  ...carrier,
  decode: (value, pin) => {
    const found = fault(value);
    if (found !== undefined) throw new NodeError(`Pin '${pin}'${found}`);
    return value as T;
  },
  encode: asIs,
});

/** A whole number as the default of a float pin: `1000.0`, not `1000`. */
export const wholeFloat = (number: number): Value => new Float(number);

/** Whether an item goes through unchanged, so that a list of them need not be walked. */
const isAsIs = (item: { readonly decode: unknown }) => item.decode === asIs;

/** The same pin holding a list. Items are checked one by one. */
export const array = <T>(item: DataPin<T>): DataPin<readonly T[]> => ({
  ...item,
  valueType: 'Array',
  decode: (value, pin) => read.items(value, pin, isAsIs(item) ? undefined : item.decode),
  encode: (items) => (isAsIs(item) ? (items as Value) : items.map(item.encode)),
});

/** The same pin holding a set: a list as well, in which items may stand twice when it is read. */
export const set = <T>(item: DataPin<T>): DataPin<readonly T[]> => ({
  ...array(item),
  valueType: 'HashSet',
});

/** The same pin holding a map. Its values are not checked. */
export const map = (item: DataPin<unknown>): DataPin<ValueObject> => ({
  ...item,
  valueType: 'HashMap',
  decode: read.object,
  encode: asIs,
});

/** The same pin, read and written as it is: for nodes that look at the kind of a value themselves. */
export const unchecked = (data: DataPin<never> | DataPin<unknown>): DataPin<Value> => ({
  ...data,
  decode: asIs,
  encode: asIs,
});

/** `count` pins of one name on a fresh node, each with its default; bound as a list in index order. */
export const list = <P extends DataPin<unknown> | ExecPin>(
  pin: P,
  count: number,
  defaults?: readonly Value[],
): PinList<P> => ({ kind: 'list', pin, count, defaults });
