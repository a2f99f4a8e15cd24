import {
  Float,
  type GivenVariables,
  printValue,
  type Program,
  type RunResult,
  type Value,
} from '../engine/index.js';

export const MASK = '••••••';
/** Shorter ones would be found by chance in texts that have nothing to do with them. */
const SHORTEST = 4;
const NOTHING = /(?!)/g;

/**
 * Keeps the values of a board's secret variables out of what its runs leave behind: logs, errors, results and
 * events, in which a board may have put them by mistake. It finds them as they are and as JSON writes them; a
 * board that wants to tell a secret in disguise still can.
 */
export class SecretMask {
  private static readonly known = new WeakMap<Program, SecretMask | null>();

  private constructor(
    private readonly secrets: RegExp,
    private readonly whole: ReadonlySet<string>,
    /** Characters of the longest secret. */
    readonly longest: number,
  ) {}

  /** Null for a run without secrets. */
  static of(program: Program, given?: GivenVariables): SecretMask | null {
    const own = program.variables.flatMap(({ id, secret }) => {
      const value = secret ? (given?.runtime?.get(id) ?? given?.event?.get(id)) : undefined;
      return value === undefined ? [] : [value];
    });
    if (own.length > 0) return SecretMask.make([...secretsOf(program), ...own]);
    let mask = SecretMask.known.get(program);
    if (mask === undefined)
      SecretMask.known.set(program, (mask = SecretMask.make(secretsOf(program))));
    return mask;
  }

  private static make(values: readonly Value[]): SecretMask | null {
    const whole = new Set(values.flatMap(textsIn).filter((text) => text !== ''));
    if (whole.size === 0) return null;
    const texts = [...whole].filter(({ length }) => length >= SHORTEST);
    const written = texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
    const longestFirst = [...new Set(written)].sort((left, right) => right.length - left.length);
    const literal = longestFirst.map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'));
    const secrets = literal.length === 0 ? NOTHING : new RegExp(literal.join('|'), 'g');
    return new SecretMask(secrets, whole, longestFirst[0]?.length ?? 0);
  }

  hideInResult(result: RunResult): RunResult {
    return {
      ...result,
      error: result.error === null ? null : this.hideInText(result.error),
      result: this.hideInValue(result.result),
      logs: result.logs.map((line) => ({ ...line, message: this.hideInText(line.message) })),
    };
  }

  hideInText(text: string): string {
    return text.replaceAll(this.secrets, MASK);
  }

  hideInValue(value: Value): Value {
    if (typeof value === 'string') return this.hideInText(value);
    if (typeof value !== 'object' || value === null || value instanceof Float)
      return this.isSecret(value) ? MASK : value;
    if (Array.isArray(value)) return value.map((item: Value) => this.hideInValue(item));
    const members = Object.entries(value).map(
      ([key, member]) => [this.hideInText(key), this.hideInValue(member as Value)] as const,
    );
    return Object.fromEntries(members);
  }

  /** Whether a text is a secret from its first to its last character; short ones are found so, too. */
  isWhole(text: string): boolean {
    return this.whole.has(text);
  }

  private isSecret(value: Value): boolean {
    const text = printValue(value);
    return text.length >= SHORTEST && text.replaceAll(this.secrets, '') === '';
  }
}

const secretsOf = ({ variables, initialVariables }: Program): Value[] =>
  initialVariables.filter((_, index) => variables[index]?.secret === true);

/** The texts and numbers that a value is made of. */
function textsIn(value: Value): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value === 'boolean') return [];
  if (typeof value !== 'object' || value instanceof Float) return [printValue(value)];
  return (Object.values(value) as Value[]).flatMap(textsIn);
}
