import { NodeError, type Value } from '../../engine/index.js';
import { findFilter, findTest } from './template-filters.js';
import { BINDING, number, operation } from './template-operators.js';
import {
  type Expression,
  type Found,
  isTrue,
  itemsOf,
  memberOf,
  numberOf,
} from './template-rendering.js';
import type { Token } from './template-tokens.js';

/** Parentheses within parentheses, and the like. */
const MAX_DEPTH = 64;
const MAX_RANGE = 100_000;
const UNARY = 8;
const CONSTANTS: Readonly<Record<string, Value>> = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
};

/** Reads the tokens of one `{{ }}` or `{% %}`, from the left. */
export class ExpressionReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    /** Told every name that stands for a value. */
    private readonly use: (name: string) => void,
  ) {}

  takes(text: string): boolean {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'literal' || token.text !== text) return false;
    this.at++;
    return true;
  }

  expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(text);
  }

  name(): string {
    const token = this.tokens[this.at];
    if (token?.kind !== 'name') throw this.unexpected('a name');
    this.at++;
    return token.text;
  }

  end(): void {
    if (this.at < this.tokens.length) throw this.unexpected('the end');
  }

  private unexpected(wanted: string): NodeError {
    const found = this.tokens[this.at]?.text.slice(0, 40) ?? 'the end';
    return new NodeError(`The template has ${found} where ${wanted} is expected`);
  }

  expression(): Expression {
    if (++this.depth > MAX_DEPTH)
      throw new NodeError(`The template nests deeper than ${MAX_DEPTH}`);
    const value = this.binary(0);
    const whole = this.takes('if') ? this.choice(value) : value;
    this.depth--;
    return whole;
  }

  /** Without `a if b`: what a loop goes through, which may have a condition of its own. */
  plain(): Expression {
    return this.binary(0);
  }

  private choice(value: Expression): Expression {
    const condition = this.binary(0);
    const other = this.takes('else') ? this.expression() : () => undefined;
    return (at) => (isTrue(condition(at)) ? value(at) : other(at));
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const before = this.at;
      const operator = this.takes('not') ? (this.takes('in') ? 'not in' : '') : this.operator();
      const binding = operator === undefined ? undefined : BINDING[operator];
      if (operator === undefined || binding === undefined || binding <= least) {
        this.at = before;
        return left;
      }
      left = operation(
        operator,
        left,
        this.nested(() => this.binary(operator === '**' ? binding - 1 : binding)),
      );
    }
  }

  private operator(): string | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'literal' || !Object.hasOwn(BINDING, token.text))
      return undefined;
    this.at++;
    return token.text;
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH)
      throw new NodeError(`The template nests deeper than ${MAX_DEPTH}`);
    const found = read();
    this.depth--;
    return found;
  }

  private unary(): Expression {
    if (this.takes('not')) {
      const value = this.nested(() => this.binary(3));
      return (at) => !isTrue(value(at));
    }
    if (this.takes('-')) {
      const value = this.nested(() => this.binary(UNARY));
      return (at) => {
        const found = value(at);
        return number(-numberOf(found), typeof found === 'object' || !Number.isInteger(found));
      };
    }
    return this.suffixed(this.primary());
  }

  private suffixed(start: Expression): Expression {
    let value = start;
    for (;;) {
      const owner = value;
      if (this.takes('.')) {
        const token = this.tokens[this.at];
        const key: Value = token?.kind === 'literal' ? token.value : this.name();
        if (token?.kind === 'literal') this.at++;
        value = (at) => memberOf(owner(at), key);
      } else if (this.takes('[')) value = this.item(owner);
      else if (this.takes('|')) {
        const filter = findFilter(this.name());
        const options = this.takes('(') ? this.options() : [];
        value = (at) => {
          at.spend();
          return filter(
            owner(at),
            options.map((option) => option(at)),
            at,
          );
        };
      } else if (this.takes('is')) {
        const negated = this.takes('not');
        const test = findTest(this.name());
        const options = this.takes('(') ? this.options() : [];
        value = (at) =>
          test(
            owner(at),
            options.map((option) => option(at)),
          ) !== negated;
      } else return value;
    }
  }

  private item(owner: Expression): Expression {
    const start = this.takes(':') ? undefined : this.expression();
    if (start !== undefined && this.takes(']')) return (at) => memberOf(owner(at), start(at));
    if (start !== undefined) this.expect(':');
    const end = this.takes(']') ? undefined : this.expression();
    if (end !== undefined) this.expect(']');
    return (at) => {
      const whole = owner(at);
      const [from, to] = [start, end].map((bound) =>
        bound === undefined ? undefined : numberOf(bound(at)),
      );
      const items = itemsOf(whole);
      at.spend(items.length);
      const part = items.slice(from, to);
      return typeof whole === 'string' ? part.join('') : part;
    };
  }

  /** Behind an open parenthesis. Names of options are read over: their order counts. */
  private options(): Expression[] {
    const options: Expression[] = [];
    while (!this.takes(')')) {
      if (options.length > 0) this.expect(',');
      const isNamed =
        this.tokens[this.at]?.kind === 'name' && this.tokens[this.at + 1]?.text === '=';
      if (isNamed) this.at += 2;
      options.push(this.expression());
    }
    return options;
  }

  private primary(): Expression {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.unexpected('a value');
    if (token.kind === 'literal') {
      this.at++;
      return () => token.value;
    }
    if (this.takes('(')) {
      const value = this.expression();
      this.expect(')');
      return value;
    }
    if (this.takes('[')) return this.list();
    if (this.takes('{')) return this.object();
    const name = this.name();
    if (Object.hasOwn(CONSTANTS, name)) return () => CONSTANTS[name];
    if (this.takes('(')) return this.call(name);
    this.use(name);
    return (at) => {
      at.spend();
      return at.get(name);
    };
  }

  private list(): Expression {
    const items: Expression[] = [];
    while (!this.takes(']')) {
      if (items.length > 0) this.expect(',');
      items.push(this.expression());
    }
    return (at) => items.map((item) => item(at) ?? null);
  }

  private object(): Expression {
    const members: [Expression, Expression][] = [];
    while (!this.takes('}')) {
      if (members.length > 0) this.expect(',');
      const key = this.expression();
      this.expect(':');
      members.push([key, this.expression()]);
    }
    return (at) =>
      Object.fromEntries(members.map(([key, value]) => [at.print(key(at)), value(at) ?? null]));
  }

  private call(name: string): Expression {
    const options = this.options();
    if (name !== 'range') throw new NodeError(`The template calls ${name}; there is only range`);
    return (at) => {
      const numbers = options.map((option) => numberOf(option(at)));
      const items = range(numbers);
      at.spend(items.length);
      return items as Found;
    };
  }
}

function range(numbers: readonly number[]): number[] {
  const [start, end, step = 1] = numbers.length === 1 ? [0, numbers[0]!] : numbers;
  if (start === undefined || end === undefined || !numbers.every(Number.isInteger) || step === 0)
    throw new NodeError('The template calls range with other than one to three whole numbers');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > MAX_RANGE)
    throw new NodeError(`The template makes a range of more than ${MAX_RANGE}`);
  return Array.from({ length }, (_, index) => start + index * step);
}
