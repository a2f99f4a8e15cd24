import { likePattern } from './like-pattern.js';
import type { StoredLine } from './log-pieces.js';
import { queryError, type Token, type TokenKind, tokensOf } from './log-query-tokens.js';

/** As SQL has it, null = unknown: comparing with what is null is neither true nor false. */
type Truth = boolean | null;
type Test = (line: StoredLine) => Truth;
type Cell = string | number | null;

interface Column {
  readonly kind: 'text' | 'number';
  of(line: StoredLine): Cell;
}

const micros = ({ time }: StoredLine) => Math.round(time * 1000);
const nothing = () => null;

/** The columns that the ecosystem keeps of a line (board page, 4.12). Lines of this engine lack some. */
const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ['message', { kind: 'text', of: ({ message }) => message }],
  ['node_id', { kind: 'text', of: (line) => line.node_id }],
  ['operation_id', { kind: 'text', of: nothing }],
  ['bit_ids', { kind: 'text', of: nothing }],
  ['log_level', { kind: 'number', of: ({ level }) => level }],
  ['token_in', { kind: 'number', of: nothing }],
  ['token_out', { kind: 'number', of: nothing }],
  ['start', { kind: 'number', of: micros }],
  ['end', { kind: 'number', of: micros }],
]);
const MOST_LEVELS = 32;

const COMPARISONS: Readonly<
  Record<string, (left: string | number, right: string | number) => boolean>
> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<>': (left, right) => left !== right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/**
 * Compiles a filter in the ecosystem's SQL: comparisons, IN, LIKE, ILIKE and IS NULL of columns with numbers and
 * texts, joined by AND, OR, NOT and parentheses. Throws InvalidError that names the place of a mistake.
 */
export function compileLogQuery(query: string): (line: StoredLine) => boolean {
  const test = new Parser(tokensOf(query)).query();
  return (line) => test(line) === true;
}

class Parser {
  private next = 0;
  private level = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  query(): Test {
    const test = this.anyOf();
    this.expect('end', '', 'AND, OR or the end');
    return test;
  }

  private anyOf(): Test {
    const tests = [this.allOf()];
    while (this.take('word', 'OR')) tests.push(this.allOf());
    if (tests.length === 1) return tests[0]!;
    return (line) => {
      let truth: Truth = false;
      for (const test of tests) {
        const found = test(line);
        if (found === true) return true;
        if (found === null) truth = null;
      }
      return truth;
    };
  }

  private allOf(): Test {
    const tests = [this.maybeNot()];
    while (this.take('word', 'AND')) tests.push(this.maybeNot());
    if (tests.length === 1) return tests[0]!;
    return (line) => {
      let truth: Truth = true;
      for (const test of tests) {
        const found = test(line);
        if (found === false) return false;
        if (found === null) truth = null;
      }
      return truth;
    };
  }

  private maybeNot(): Test {
    let isNegative = false;
    while (this.take('word', 'NOT')) isNegative = !isNegative;
    return isNegative ? not(this.condition()) : this.condition();
  }

  private condition(): Test {
    const { position } = this.token;
    if (!this.take('sign', '(')) return this.comparison();
    if (++this.level > MOST_LEVELS)
      throw queryError(position, `parentheses are nested deeper than ${MOST_LEVELS} levels`);
    const test = this.anyOf();
    this.expect('sign', ')', ')');
    this.level--;
    return test;
  }

  private comparison(): Test {
    const column = this.column();
    if (this.take('word', 'IS')) {
      const isNegative = this.take('word', 'NOT');
      this.expect('word', 'NULL', 'NULL');
      return (line) => (column.of(line) === null) !== isNegative;
    }
    const { kind, text, position } = this.token;
    const compare =
      kind === 'sign' && Object.hasOwn(COMPARISONS, text) ? COMPARISONS[text] : undefined;
    if (compare !== undefined) {
      this.next++;
      const value = this.literal(column);
      return known(column, (cell) => compare(cell, value));
    }
    const isNegative = this.take('word', 'NOT');
    const test = this.membership(column) ?? this.likeness(column);
    if (test === undefined)
      throw queryError(
        isNegative ? this.token.position : position,
        isNegative
          ? 'must be IN, LIKE or ILIKE'
          : 'must be =, !=, <>, <, <=, >, >=, IN, LIKE, ILIKE or IS, each behind a column',
      );
    return isNegative ? not(test) : test;
  }

  private membership(column: Column): Test | undefined {
    if (!this.take('word', 'IN')) return undefined;
    this.expect('sign', '(', '(');
    const values = new Set<string | number>();
    do values.add(this.literal(column));
    while (this.take('sign', ','));
    this.expect('sign', ')', ', or )');
    return known(column, (cell) => values.has(cell));
  }

  private likeness(column: Column): Test | undefined {
    const ignoresCase = this.take('word', 'ILIKE');
    if (!ignoresCase && !this.take('word', 'LIKE')) return undefined;
    const { position } = this.token;
    if (column.kind !== 'text') throw queryError(position, 'a column of numbers is like no text');
    const matches = likePattern(this.literal(column) as string, ignoresCase);
    return known(column, (cell) => matches(cell as string));
  }

  private column(): Column {
    const { kind, text, position } = this.token;
    const name = kind === 'word' ? text.toLowerCase() : kind === 'name' ? text : '';
    const column = COLUMNS.get(name);
    if (column === undefined)
      throw queryError(position, `must be a column: ${[...COLUMNS.keys()].join(', ')}`);
    this.next++;
    return column;
  }

  private literal({ kind: wanted }: Column): string | number {
    const { kind, text, position } = this.token;
    if (kind !== wanted)
      throw queryError(
        position,
        `must be a ${wanted === 'text' ? 'text in single quotes' : 'number'}`,
      );
    this.next++;
    return kind === 'text' ? text : Number(text);
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private take(kind: TokenKind, text: string): boolean {
    const isIt = this.token.kind === kind && this.token.text === text;
    if (isIt) this.next++;
    return isIt;
  }

  private expect(kind: TokenKind, text: string, what: string): void {
    const { position } = this.token;
    if (!this.take(kind, text)) throw queryError(position, `must be ${what}`);
  }
}

function known({ of }: Column, test: (cell: string | number) => boolean): Test {
  return (line) => {
    const cell = of(line);
    return cell === null ? null : test(cell);
  };
}

function not(test: Test): Test {
  return (line) => {
    const found = test(line);
    return found === null ? null : !found;
  };
}
