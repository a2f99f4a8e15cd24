import {
  equalValues,
  Float,
  isObject,
  NodeError,
  toFloatValue,
  type Value,
} from '../../engine/index.js';
import {
  type Expression,
  type Found,
  isTrue,
  numberOf,
  type Rendering,
} from './template-rendering.js';

/** How tightly each operator binds; more is tighter. */
export const BINDING: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  in: 4,
  'not in': 4,
  '~': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '//': 7,
  '%': 7,
  '**': 9,
};

export function operation(operator: string, left: Expression, right: Expression): Expression {
  if (operator === 'and') {
    return (at) => {
      const found = left(at);
      return isTrue(found) ? right(at) : found;
    };
  }
  if (operator === 'or') {
    return (at) => {
      const found = left(at);
      return isTrue(found) ? found : right(at);
    };
  }
  return (at) => {
    at.spend();
    return apply(operator, left(at), right(at), at);
  };
}

function apply(operator: string, left: Found, right: Found, at: Rendering): Found {
  switch (operator) {
    case '==':
      return same(left, right);
    case '!=':
      return !same(left, right);
    case 'in':
      return contains(right, left, at);
    case 'not in':
      return !contains(right, left, at);
    case '~':
      return joined(at.print(left), at.print(right), at);
    case '+':
      if (typeof left === 'string' && typeof right === 'string') return joined(left, right, at);
      if (Array.isArray(left) && Array.isArray(right)) {
        at.spendText((left.length + right.length) * 8);
        return [...(left as Value[]), ...(right as Value[])];
      }
      return calculate(operator, left, right);
    case '<':
      return compare(left, right) < 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>':
      return compare(left, right) > 0;
    case '>=':
      return compare(left, right) >= 0;
    default:
      return calculate(operator, left, right);
  }
}

function joined(left: string, right: string, at: Rendering): string {
  at.spendText(left.length + right.length);
  return left + right;
}

function calculate(operator: string, left: Found, right: Found): Value {
  const [a, b] = [numberOf(left), numberOf(right)];
  const isFloat =
    left instanceof Float || right instanceof Float || !Number.isInteger(a) || !Number.isInteger(b);
  if (b === 0 && ['/', '//', '%'].includes(operator))
    throw new NodeError('The template divides by zero');
  switch (operator) {
    case '+':
      return number(a + b, isFloat);
    case '-':
      return number(a - b, isFloat);
    case '*':
      return number(a * b, isFloat);
    case '/':
      return toFloatValue(a / b);
    case '//':
      return number(Math.floor(a / b), isFloat);
    case '%':
      return number(a - b * Math.floor(a / b), isFloat);
    default:
      return number(a ** b, isFloat || b < 0);
  }
}

export function number(result: number, isFloat: boolean): Value {
  if (isFloat) return toFloatValue(result);
  if (!Number.isSafeInteger(result))
    throw new NodeError(`The template comes to ${result}, which is not an integer within ±2^53`);
  return result;
}

export function same(left: Found, right: Found): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (isNumber(left) && isNumber(right)) return numberOf(left) === numberOf(right);
  return equalValues(left, right);
}

const isNumber = (value: Found) => typeof value === 'number' || value instanceof Float;

/** Below 0 when `left` comes first. Numbers by size, texts by code units. */
export function compare(left: Found, right: Found): number {
  if (typeof left === 'string' && typeof right === 'string')
    return left < right ? -1 : left > right ? 1 : 0;
  return numberOf(left) - numberOf(right);
}

function contains(owner: Found, item: Found, at: Rendering): boolean {
  if (typeof owner === 'string') {
    at.spendText(owner.length);
    return owner.includes(at.print(item));
  }
  if (Array.isArray(owner)) {
    at.spend(owner.length);
    return (owner as Value[]).some((one) => same(one, item));
  }
  return (
    owner !== undefined && isObject(owner) && typeof item === 'string' && Object.hasOwn(owner, item)
  );
}
