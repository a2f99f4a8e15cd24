/**
 * The formulas of the `eval` node: doubles only, no variables. Operators by falling precedence:
 * `^`, `%`, `/`, `*`, `-`, `+`, comparisons (1 or 0), `&&`, `||`. Each level is read left to right but
 * `^`. Unary `-`, `+` and `!` bind tightest. Parentheses may be round or square.
 */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 32;

/** The value of a formula, or a sentence that says what is wrong with it. */
export function evaluate(text: string): number | string {
  if (text.length > MAX_LENGTH) return `the formula is longer than ${MAX_LENGTH} characters`;
  try {
    return new Formula(text).value();
  } catch (error) {
    if (error instanceof FormulaError) return error.message;
    throw error;
  }
}

class FormulaError extends Error {}

type Binary = (left: number, right: number) => number;
const truth = (holds: boolean) => (holds ? 1 : 0);

/** From the loosest to the tightest; the operators of one level are tried longest first. */
const LEVELS: readonly (readonly (readonly [sign: string, apply: Binary])[])[] = [
  [
    ['||', (a, b) => (a === 0 ? b : a)],
    ['or', (a, b) => (a === 0 ? b : a)],
  ],
  [
    ['&&', (a, b) => (a === 0 ? a : b)],
    ['and', (a, b) => (a === 0 ? a : b)],
  ],
  [
    ['==', (a, b) => truth(a === b)],
    ['!=', (a, b) => truth(a !== b)],
    ['<=', (a, b) => truth(a <= b)],
    ['>=', (a, b) => truth(a >= b)],
    ['<', (a, b) => truth(a < b)],
    ['>', (a, b) => truth(a > b)],
  ],
  [['+', (a, b) => a + b]],
  [['-', (a, b) => a - b]],
  [['*', (a, b) => a * b]],
  [['/', (a, b) => a / b]],
  [['%', (a, b) => a % b]],
];

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  µ: 1e-6,
  m: 1e-3,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

class Formula {
  private position = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  value(): number {
    const value = this.level(0);
    if (this.peek() !== '') throw this.unexpected();
    return value;
  }

  private level(index: number): number {
    const operators = LEVELS[index];
    if (operators === undefined) return this.power();
    let left = this.level(index + 1);
    for (;;) {
      this.peek();
      const operator = operators.find(([sign]) => this.text.startsWith(sign, this.position));
      if (operator === undefined) return left;
      this.position += operator[0].length;
      left = operator[1](left, this.level(index + 1));
    }
  }

  private power(): number {
    const base = this.unary();
    if (this.peek() !== '^') return base;
    this.position++;
    return this.deeper(() => base ** this.power());
  }

  private unary(): number {
    const sign = this.peek();
    if (sign !== '-' && sign !== '+' && sign !== '!') return this.operand();
    this.position++;
    const value = this.deeper(() => this.unary());
    if (sign === '!') return truth(value === 0);
    return sign === '-' ? -value : value;
  }

  private operand(): number {
    const opening = this.peek();
    if (opening === '(' || opening === '[') return this.deeper(() => this.list(1, 1)[0]!);
    const digits = this.take(NUMBER);
    if (digits !== undefined) return Number(digits) * this.suffix();
    const name = this.take(NAME);
    if (name === undefined) throw this.unexpected();
    return this.named(name);
  }

  private suffix(): number {
    const factor = SUFFIXES[this.text[this.position] ?? ''];
    if (factor === undefined) return 1;
    this.position++;
    return factor;
  }

  private named(name: string): number {
    const following = this.peek();
    if (following !== '(' && following !== '[') {
      if (/^nan$/i.test(name)) return Number.NaN;
      if (/^inf(inity)?$/i.test(name)) return Number.POSITIVE_INFINITY;
      throw new FormulaError(`there are no variables, found '${name}'`);
    }
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (known === undefined) throw new FormulaError(`unknown function '${name}'`);
    const [least, most, apply] = known;
    return apply(...this.deeper(() => this.list(least, most, name)));
  }

  /** What stands between two parentheses, separated by commas. */
  private list(least: number, most: number, name = 'a parenthesis'): number[] {
    const closing = this.peek() === '(' ? ')' : ']';
    this.position++;
    const values: number[] = [];
    while (this.peek() !== closing) {
      if (values.length > 0 && this.text[this.position++] !== ',') throw this.unexpected(-1);
      values.push(this.level(0));
    }
    this.position++;
    if (values.length < least || values.length > most)
      throw new FormulaError(`${name} takes ${range(least, most)}, found ${values.length}`);
    return values;
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new FormulaError(`nested deeper than ${MAX_DEPTH} levels`);
    const value = read();
    this.depth--;
    return value;
  }

  /** Skips blanks; answers the next character, '' at the end. */
  private peek(): string {
    while (/\s/.test(this.text[this.position] ?? '')) this.position++;
    return this.text[this.position] ?? '';
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  private unexpected(offset = 0): FormulaError {
    const character = this.text[this.position + offset];
    if (character === undefined) return new FormulaError('the formula ends too early');
    return new FormulaError(`unexpected '${character}' at position ${this.position + offset + 1}`);
  }
}

function range(least: number, most: number): string {
  if (least === most) return `${least} value${least === 1 ? '' : 's'}`;
  return most === Number.POSITIVE_INFINITY
    ? `${least} or more values`
    : `${least} or ${most} values`;
}

type Call = readonly [least: number, most: number, apply: (...values: number[]) => number];
const one = (apply: (value: number) => number): Call => [1, 1, (value) => apply(value!)];
const constant = (value: number): Call => [0, 0, () => value];
const MANY = Number.POSITIVE_INFINITY;

const FUNCTIONS: Readonly<Record<string, Call>> = {
  e: constant(Math.E),
  pi: constant(Math.PI),
  int: one(Math.trunc),
  ceil: one(Math.ceil),
  floor: one(Math.floor),
  abs: one(Math.abs),
  sign: one((value) => (Number.isNaN(value) ? value : Object.is(value, -0) || value < 0 ? -1 : 1)),
  round: [1, 2, (...values) => roundTo(values)],
  log: [1, 2, (...values) => logarithm(values)],
  min: [1, MANY, (...values) => Math.min(...values)],
  max: [1, MANY, (...values) => Math.max(...values)],
  sin: one(Math.sin),
  cos: one(Math.cos),
  tan: one(Math.tan),
  asin: one(Math.asin),
  acos: one(Math.acos),
  atan: one(Math.atan),
  sinh: one(Math.sinh),
  cosh: one(Math.cosh),
  tanh: one(Math.tanh),
  asinh: one(Math.asinh),
  acosh: one(Math.acosh),
  atanh: one(Math.atanh),
};

/** round(x) or round(modulus, x); halves go away from zero. */
function roundTo(values: readonly number[]): number {
  const [modulus, value] = values.length === 2 ? [values[0]!, values[1]!] : [1, values[0]!];
  const quotient = value / modulus;
  return Math.sign(quotient) * Math.round(Math.abs(quotient)) * modulus;
}

/** log(x) to base 10, or log(base, x). */
function logarithm(values: readonly number[]): number {
  if (values.length === 1) return Math.log10(values[0]!);
  const [base, value] = [values[0]!, values[1]!];
  if (base === 2) return Math.log2(value);
  return base === 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
}
