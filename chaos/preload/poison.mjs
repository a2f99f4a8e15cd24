// Loaded into the workers of `npm run chaos`: a board that waits for this odd time kills its process.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const POISON_MS = 777_777;
const { setTimeout } = timers;

timers.setTimeout = (ms, ...rest) => {
  if (ms > POISON_MS - 1000 && ms <= POISON_MS) process.kill(process.pid, 'SIGKILL');
  return setTimeout(ms, ...rest);
};
syncBuiltinESMExports();
