import { isObject, NodeError, type Value, type ValueObject } from '../../engine/index.js';
import {
  type Check,
  checkArray,
  checkKind,
  checkNumber,
  checkObject,
  checkText,
  schemasOf,
} from './keywords.js';

/** Faults that are told; there may be as many as there are items. */
const MOST_FAULTS = 100;
/** Schemas within schemas, and references that lead to each other. */
const MAX_DEPTH = 256;
/** Checks of one value against one schema. */
const MAX_CHECKS = 1_000_000;
const UNKNOWN = ['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'];

/**
 * Checks a value against a JSON Schema of the drafts 4 to 2020-12. Answers what is wrong, each with its place; nothing
 * is wrong = it fits. References lead to places in the same schema only; `format` says nothing. Throws NodeError for a
 * schema that makes no sense or takes too long.
 */
export function validate(value: Value, schema: Value): readonly string[] {
  const check = new WholeCheck(schema);
  check.against(value, schema, '');
  const { faults } = check;
  return faults.length > MOST_FAULTS ? [...faults.slice(0, MOST_FAULTS), 'and more'] : faults;
}

/** One value being checked against one schema: what was found, and how much was done. */
class WholeCheck implements Check {
  faults: string[] = [];
  private depth = 0;
  private checks = 0;

  constructor(private readonly root: Value) {}

  fault(place: string, message: string): void {
    if (this.faults.length <= MOST_FAULTS)
      this.faults.push(`${place === '' ? '/' : place} ${message}`);
  }

  spend(checks: number): void {
    this.checks += checks;
    if (this.checks > MAX_CHECKS)
      throw new NodeError(`The schema needs more than ${MAX_CHECKS} checks`);
  }

  /** Checks one value of the whole against one schema of the whole. */
  against(value: Value, schema: Value | undefined, place: string): void {
    this.spend(1);
    if (schema === undefined || schema === true) return;
    if (schema === false) {
      this.fault(place, 'must not be there');
      return;
    }
    if (!isObject(schema)) throw new NodeError('A schema is an object, true or false');
    if (++this.depth > MAX_DEPTH) throw new NodeError(`The schema nests deeper than ${MAX_DEPTH}`);
    const unknown = UNKNOWN.find((word) => Object.hasOwn(schema, word));
    if (unknown !== undefined)
      throw new NodeError(`The schema has ${unknown}, which is not known here`);
    if (schema.$ref !== undefined) this.against(value, this.find(schema.$ref), place);
    checkKind(this, value, schema, place);
    checkNumber(this, value, schema, place);
    checkText(this, value, schema, place);
    checkArray(this, value, schema, place);
    checkObject(this, value, schema, place);
    this.combine(value, schema, place);
    this.depth--;
  }

  fits(value: Value, schema: Value | undefined): boolean {
    const before = this.faults;
    const { depth } = this;
    this.faults = [];
    this.against(value, schema, '');
    const isFit = this.faults.length === 0;
    this.faults = before;
    this.depth = depth;
    return isFit;
  }

  private combine(value: Value, schema: ValueObject, place: string): void {
    for (const one of schemasOf(schema, 'allOf')) this.against(value, one, place);
    const any = schemasOf(schema, 'anyOf');
    if (any.length > 0 && !any.some((one) => this.fits(value, one)))
      this.fault(place, 'fits none of the schemas of anyOf');
    const one = schemasOf(schema, 'oneOf');
    const fitting = one.filter((alternative) => this.fits(value, alternative)).length;
    if (one.length > 0 && fitting !== 1)
      this.fault(place, `fits ${fitting} of the schemas of oneOf, not one`);
    if (schema.not !== undefined && this.fits(value, schema.not))
      this.fault(place, 'fits the schema of not');
    if (schema.if !== undefined)
      this.against(value, this.fits(value, schema.if) ? schema.then : schema.else, place);
  }

  private find(reference: Value): Value {
    if (typeof reference !== 'string' || !(reference === '#' || reference.startsWith('#/')))
      throw new NodeError('References of a schema lead to places in it, such as #/$defs/name');
    let found: Value | undefined = this.root;
    for (const part of reference.split('/').slice(1)) {
      const key = unescaped(part);
      const isThere: boolean =
        typeof found === 'object' && found !== null && Object.hasOwn(found, key);
      found = isThere ? (found as ValueObject)[key] : undefined;
      if (found === undefined) throw new NodeError(`The schema has no ${reference}`);
    }
    return found;
  }
}

function unescaped(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return part;
  }
}
