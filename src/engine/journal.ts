import { LOG_LEVELS, type LogLevelName } from './board.js';
import type { LogLine } from './host.js';
import type { CompiledNode } from './program.js';

export const DEBUG = 0;
export const INFO = 1;
export const WARN = 2;
export const ERROR = 3;
/** Position in LOG_LEVELS. */
export type LogLevel = 0 | 1 | 2 | 3 | 4;
export const levelName = (level: LogLevel): LogLevelName => LOG_LEVELS[level];

class Line implements LogLine {
  constructor(
    /** Of the activation the line belongs to. */
    readonly position: number,
    readonly level: LogLevelName,
    readonly nodeId: string,
    readonly message: string,
    readonly time: number,
  ) {}
}

/** The log of one run. */
export class Journal {
  highest: LogLevel = 0;
  private readonly lines: Line[] = [];
  private readonly levels = new Map<CompiledNode, LogLevel>();

  /** `capacity` lines are kept; the last of them says that there were more. */
  constructor(private readonly capacity: number) {}

  add(position: number, node: CompiledNode, level: LogLevel, message: string, time: number): void {
    if (level > 0 && level > this.levelOf(node)) this.levels.set(node, level);
    if (level > this.highest) this.highest = level;
    const room = this.capacity - this.lines.length;
    if (room > 1) this.lines.push(new Line(position, levelName(level), node.id, message, time));
    else if (room === 1) {
      const full = `The log is full (${this.capacity} lines); what follows is not kept`;
      this.lines.push(new Line(position, levelName(ERROR), node.id, full, time));
    }
  }

  /** The highest level a node logged at. */
  levelOf(node: CompiledNode): LogLevel {
    return this.levels.get(node) ?? 0;
  }

  /** By activation; the lines of one activation stay in the order they were written. */
  sortedLines(): readonly LogLine[] {
    return this.lines.sort((left, right) => left.position - right.position);
  }
}
