import { parseValue, printValue, type Value } from '../engine/index.js';

// Schemas are JSON texts in boards, and maps in the short form unless they are long.

export function readSchema(schema: Value | undefined): string | undefined {
  if (schema === undefined || schema === null) return undefined;
  return typeof schema === 'string' ? schema : printValue(schema);
}

/** Longer schemas stand in one line, as JSON. */
const MAX_WRITTEN_OUT = 300;

export function writtenOut(schema: string): Value {
  try {
    const value = parseValue(schema);
    if (typeof value === 'string') return schema;
    const compact = printValue(value);
    return compact.length <= MAX_WRITTEN_OUT ? value : compact;
  } catch {
    return schema;
  }
}
