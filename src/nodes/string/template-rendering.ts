import { Float, isObject, NodeError, printValue, type Value } from '../../engine/index.js';

/** What an expression gives; undefined for what is not there. */
export type Found = Value | undefined;
export type Expression = (rendering: Rendering) => Found;
export type Block = (rendering: Rendering) => void;

/** Steps one rendering may take: expressions, rounds of loops, and long texts by their length. */
const MAX_STEPS = 1_000_000;
const CHARACTERS_PER_STEP = 64;

/** One filling of a template: what it has written and what its names stand for. */
export class Rendering {
  private readonly parts: string[] = [];
  private readonly scopes: Map<string, Found>[] = [new Map()];
  private length = 0;
  private steps = 0;

  constructor(
    private readonly input: (name: string) => Found,
    private readonly limit: number,
  ) {}

  /** Throws NodeError when the template works too long. */
  spend(steps = 1): void {
    this.steps += steps;
    if (this.steps > MAX_STEPS)
      throw new NodeError(`The template takes more than ${MAX_STEPS} steps`);
  }

  /** Pays for a text before it is made. Throws NodeError when it would be too long. */
  spendText(length: number): void {
    if (length > this.limit) throw tooLong(this.limit);
    this.spend(Math.ceil(length / CHARACTERS_PER_STEP));
  }

  write(text: string): void {
    this.length += text.length;
    if (this.length > this.limit) throw tooLong(this.limit);
    this.parts.push(text);
  }

  get text(): string {
    return this.parts.join('');
  }

  get(name: string): Found {
    for (let index = this.scopes.length - 1; index >= 0; index--)
      if (this.scopes[index]!.has(name)) return this.scopes[index]!.get(name);
    return this.input(name);
  }

  set(name: string, value: Found): void {
    this.scopes.at(-1)!.set(name, value);
  }

  within(block: () => void): void {
    this.scopes.push(new Map());
    block();
    this.scopes.pop();
  }

  /** A value as templates write it. */
  print(value: Found): string {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (value === null) return 'none';
    const text =
      typeof value === 'object' && !(value instanceof Float) ? spaced(value) : printValue(value);
    this.spendText(text.length);
    return text;
  }
}

const tooLong = (limit: number) =>
  new NodeError(`The text of the template is longer than ${limit}`);

/** JSON on one line with a blank behind each comma and colon. */
function spaced(value: Value): string {
  if (Array.isArray(value)) return `[${(value as Value[]).map(spaced).join(', ')}]`;
  if (!isObject(value)) return value === null ? 'none' : printValue(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`,
  );
  return `{${members.join(', ')}}`;
}

/** A member or an item; undefined when there is none. */
export function memberOf(owner: Found, key: Found): Found {
  if (owner === undefined)
    throw new NodeError('The template looks for a member of what is undefined');
  if (Array.isArray(owner) || typeof owner === 'string') {
    if (typeof key !== 'number' || !Number.isInteger(key)) return undefined;
    return typeof owner === 'string' ? owner.at(key) : (owner as readonly Value[]).at(key);
  }
  return isObject(owner) && typeof key === 'string' && Object.hasOwn(owner, key)
    ? owner[key]
    : undefined;
}

export function isTrue(value: Found): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0)
    return false;
  if (value instanceof Float) return value.value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}

/** Of a list its items, of an object its keys, of a text its signs. */
export function itemsOf(value: Found): readonly Value[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value as readonly Value[];
  if (typeof value === 'string') return [...value];
  if (isObject(value)) return Object.keys(value);
  throw new NodeError('The template goes through what is neither a list nor an object nor a text');
}

export function numberOf(value: Found): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.value;
  throw new NodeError('The template calculates with what is no number');
}
