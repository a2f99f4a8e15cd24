import type { Logger } from 'pino';

/**
 * SIGUSR2 makes a process tell more while it runs (`debug`), and once more lets it be as before. No endpoint does
 * that: who may send a process a signal may read its log.
 */
export function changeLogLevelOnSignal(pino: Logger): void {
  if (process.platform === 'win32') return; // it has no such signal
  const usual = pino.level;
  process.on('SIGUSR2', () => {
    pino.level = pino.level === 'debug' ? usual : 'debug';
    pino.warn({ context: 'Log' }, `SIGUSR2: the log level is ${pino.level} now`);
  });
}
