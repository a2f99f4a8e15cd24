import type { LoggerService } from '@nestjs/common';
import { type Level, type Logger, pino } from 'pino';
import type { Config } from '../config/config.js';

/** JSON lines on standard output. Headers that carry credentials are never written. */
export function createPino({ logLevel, role }: Pick<Config, 'logLevel' | 'role'>): Logger {
  return pino({
    level: logLevel,
    base: { role },
    redact: ['req.headers.authorization', 'req.headers.cookie', 'req.headers["x-api-key"]'],
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  });
}

/** Nest's own account of how it wires itself up: dozens of lines a start. */
const CHATTER = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** A line with fields of its own: ids, never what users sent. */
interface Line {
  readonly message: string;
}

function read(message: unknown): [fields: object, text: string] {
  if (typeof message !== 'object' || message === null || !('message' in message))
    return [{}, String(message)];
  const { message: text, ...fields } = message as Line;
  return [fields, text];
}

/** Nest's log lines through pino, text or an object with `message` and fields. The last parameter Nest passes is the class that speaks. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, context?: string): void {
    const level = CHATTER.has(context ?? '') ? 'debug' : 'info';
    this.write(level, message, { context });
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.write('error', message, { context, stack });
  }

  warn(message: unknown, context?: string): void {
    this.write('warn', message, { context });
  }

  debug(message: unknown, context?: string): void {
    this.write('debug', message, { context });
  }

  verbose(message: unknown, context?: string): void {
    this.write('trace', message, { context });
  }

  fatal(message: unknown, context?: string): void {
    this.write('fatal', message, { context });
  }

  private write(level: Level, message: unknown, about: object): void {
    if (!this.pino.isLevelEnabled(level)) return;
    const [fields, text] = read(message);
    this.pino[level]({ ...about, ...fields }, text);
  }
}
