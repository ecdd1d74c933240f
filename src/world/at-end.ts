const cleanups = new Set<() => void>();
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
let listening = false;

/**
 * Runs `cleanup` when the process ends: normally, by `process.exit`, or by SIGINT, SIGTERM or SIGHUP, after which the
 * process still ends by that signal. It must be synchronous. Call the returned function when there is nothing to clean
 * up any more.
 */
export function atEnd(cleanup: () => void): () => void {
  listen();
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.once("exit", runAll);
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      runAll();
      // The listener is gone, so the signal now does what it does to any program: the caller sees who ended us.
      process.kill(process.pid, signal);
    });
  }
}

function runAll(): void {
  for (const cleanup of [...cleanups].reverse()) {
    cleanups.delete(cleanup);
    try {
      cleanup();
    } catch {
      // One that fails must not keep the others from running.
    }
  }
}
