import { readFile } from 'node:fs/promises';
import { BoardError, type BoardJson, type NodeRegistry } from '../engine/index.js';
import { fromShortForm } from '../short-form/from-short-form.js';
import { ShortFormError } from '../short-form/short-form-error.js';

/** A mistake in the command line or the file: said in few lines, exit code 2. */
export class UsageError extends Error {}

/** Reads a board file: what is JSON and has an id is as servers keep it; all else is a short form. */
export async function loadBoard(file: string, registry: NodeRegistry): Promise<BoardJson> {
  const text = await readText(file);
  return blaming(file, () => {
    const json: unknown = file.endsWith('.json') ? JSON.parse(text) : parseIfJson(text);
    return isStored(json) ? json : fromShortForm(text, registry);
  });
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`Can't read ${file}: ${(error as Error).message}`);
  }
}

function parseIfJson(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isStored = (json: unknown): json is BoardJson =>
  typeof json === 'object' && json !== null && 'id' in json;

/** Whatever is wrong with a file becomes a message that names it. */
export function blaming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof BoardError) throw new UsageError(`${file} is no board: ${error.message}`);
    if (error instanceof SyntaxError) throw new UsageError(`${file} is not JSON: ${error.message}`);
    if (error instanceof ShortFormError) throw new UsageError(problemLines(file, error));
    throw error;
  }
}

const problemLines = (file: string, { problems }: ShortFormError): string =>
  problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n');
