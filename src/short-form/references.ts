import type { PinName, PinRef, Step } from './draft.js';

// How wires are written: `node.pin`, `node.pin#2` for the second pin of that name, `node."any pin"` where
// a name holds other characters than letters, digits, `_`, `-` and `.`.

const NODE = String.raw`[\p{L}\p{M}\p{N}\p{Pc}-]+`;
const PIN = String.raw`(?<plain>[\p{L}\p{M}\p{N}\p{Pc}.-]+)|(?<quoted>"(?:[^"\\]|\\.)*")`;
const NUMBER = String.raw`(?:#(?<number>[1-9]\d{0,4}))?`;

const NODE_NAME = new RegExp(`^${NODE}$`, 'u');
const PLAIN_PIN = /^[\p{L}\p{M}\p{N}\p{Pc}.-]+$/u;
const PIN_NAME = new RegExp(`^(?:${PIN})${NUMBER}$`, 'u');
const STEP = new RegExp(`^(?<node>${NODE})(?:\\.(?:${PIN})${NUMBER})?$`, 'u');
/** A quoted name, or a separator between steps. */
const ARROW = /"(?:[^"\\]|\\.)*"|\s*->\s*/g;
const COMMA = /"(?:[^"\\]|\\.)*"|\s*,\s*/g;
const SOURCES = /^<-\s*(.*)$/s;
/** A text that would be read as a wire, or as one of these with its backslash. */
const NEEDS_BACKSLASH = /^\\*<-/;

export const isNodeName = (text: string): boolean => NODE_NAME.test(text);

export function parsePinName(text: string): PinName | undefined {
  return pinOf(PIN_NAME.exec(text)?.groups);
}

export function printPinName({ name, number }: PinName): string {
  const printed = PLAIN_PIN.test(name) ? name : JSON.stringify(name);
  return number === 1 ? printed : `${printed}#${number}`;
}

/** Undefined if it is no step. */
export function parseStep(text: string): Omit<Step, 'place'> | undefined {
  const groups = STEP.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const pin = pinOf(groups);
  if (pin === undefined && text !== groups['node']) return undefined;
  return { node: groups['node']!, pin };
}

export function printStep({ node, pin }: Pick<Step, 'node' | 'pin'>): string {
  return pin === undefined ? node : `${node}.${printPinName(pin)}`;
}

/** The steps of `a -> b.pin -> c`, still as text. */
export function splitChain(text: string): string[] {
  return split(text.trim(), ARROW);
}

/** The pins named by `<- a.x, b.y`, still as text; undefined if the text is no wire. */
export function splitSources(text: string): string[] | undefined {
  const list = SOURCES.exec(text)?.[1];
  if (list === undefined) return undefined;
  return split(list.trim(), COMMA);
}

export function printSources(sources: readonly Pick<PinRef, 'node' | 'name' | 'number'>[]): string {
  return `<- ${sources.map((source) => printStep({ node: source.node, pin: source })).join(', ')}`;
}

/** A text as the value of an input: one that looks like a wire gets a backslash. */
export const escapeText = (text: string): string =>
  NEEDS_BACKSLASH.test(text) ? `\\${text}` : text;

/** The reverse. */
export const unescapeText = (text: string): string =>
  text.startsWith('\\') && NEEDS_BACKSLASH.test(text) ? text.slice(1) : text;

/** Splits at what the pattern finds and is no quoted name. */
function split(text: string, pattern: RegExp): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (found.startsWith('"')) continue;
    parts.push(text.slice(from, index));
    from = index + found.length;
  }
  return [...parts, text.slice(from)];
}

function pinOf(groups: Readonly<Record<string, string | undefined>> | undefined) {
  if (groups === undefined) return undefined;
  const name = groups['quoted'] === undefined ? groups['plain'] : unquote(groups['quoted']);
  return name === undefined ? undefined : { name, number: Number(groups['number'] ?? 1) };
}

function unquote(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}
