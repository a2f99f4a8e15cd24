import { LOG_LEVELS, type LogLevelName } from './board.js';
import type { LogLine } from './host.js';
import type { Limits } from './limits.js';
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
  /** By node index. */
  private readonly levels: (LogLevel | undefined)[] = [];
  private inOrder = true;
  private lastPosition = -1;
  private characters = 0;
  /** Lines are no longer kept. */
  isFull = false;

  constructor(private readonly limits: Pick<Limits, 'logLines' | 'logCharacters'>) {}

  add(position: number, node: CompiledNode, level: LogLevel, message: string, time: number): void {
    if (level > this.levelOf(node)) this.levels[node.index] = level;
    if (level > this.highest) this.highest = level;
    if (this.isFull) return;
    this.characters += message.length;
    this.isFull =
      this.lines.length + 1 >= this.limits.logLines || this.characters > this.limits.logCharacters;
    if (position < this.lastPosition) this.inOrder = false;
    this.lastPosition = position;
    this.lines.push(
      this.isFull
        ? new Line(position, levelName(ERROR), node.id, this.fullMessage(), time)
        : new Line(position, levelName(level), node.id, message, time),
    );
  }

  /** The highest level a node logged at. */
  levelOf(node: CompiledNode): LogLevel {
    return this.levels[node.index] ?? 0;
  }

  /** By activation; the lines of one activation stay in the order they were written. */
  sortedLines(): readonly LogLine[] {
    if (this.inOrder) return this.lines;
    return this.lines.sort((left, right) => left.position - right.position);
  }

  private fullMessage(): string {
    const { logLines, logCharacters } = this.limits;
    return `The log is full (${logLines} lines or ${logCharacters} characters); what follows is not kept`;
  }
}
