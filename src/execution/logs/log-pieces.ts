import { LOG_LEVELS, type LogLine } from '../../engine/index.js';

/** A part of a log as it is stored; most logs are one. */
export interface LogPiece {
  /** The number of its first line in the whole log, from 0 on. */
  readonly first: number;
  /** The highest level in it, by position in LOG_LEVELS. */
  readonly level: number;
  /** JSON text: an array of StoredLine. */
  readonly lines: string;
}

/** A line of a log in the database. */
export interface StoredLine {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** Position in LOG_LEVELS. */
  readonly level: number;
  readonly node_id: string;
  readonly message: string;
}

const MOST_LINES = 1000;
/** Of messages; a line that is longer by itself is a piece of its own. */
const MOST_CHARACTERS = 262_144;

/** Cuts a log so that a page of it can be read without the rest. */
export function logPieces(log: readonly LogLine[]): LogPiece[] {
  const pieces: LogPiece[] = [];
  let lines: StoredLine[] = [];
  let characters = 0;
  let first = 0;
  const close = () => {
    const level = lines.reduce((highest, line) => Math.max(highest, line.level), 0);
    pieces.push({ first, level, lines: JSON.stringify(lines) });
    first += lines.length;
    lines = [];
    characters = 0;
  };
  for (const { time, level, nodeId, message } of log) {
    const isFull = lines.length === MOST_LINES || characters + message.length > MOST_CHARACTERS;
    if (lines.length > 0 && isFull) close();
    lines.push({ time, level: LOG_LEVELS.indexOf(level), node_id: nodeId, message });
    characters += message.length;
  }
  if (lines.length > 0) close();
  return pieces;
}
