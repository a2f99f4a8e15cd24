// What makes the launcher end: signals, and npm dying under which it runs.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const SAME_KEY_PRESS_MS = 1_000;

/** Calls `stop` on the first request and `stopAtOnce` on a further one. */
export function onStopRequest(stop, stopAtOnce) {
  let firstAt;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      // One Ctrl-C under npm arrives twice: from the terminal, and passed on by npm.
      if (firstAt !== undefined && performance.now() - firstAt > SAME_KEY_PRESS_MS) stopAtOnce();
      firstAt ??= performance.now();
      stop();
    });
  if (process.env.npm_lifecycle_event) onOrphaned(stop);
}

/** `kill -9` of npm tells nobody; its child merely gets another parent. */
function onOrphaned(stop) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 500).unref();
}
