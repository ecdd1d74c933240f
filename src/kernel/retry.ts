export interface RetryOptions {
  /** How often at most, the first time included. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; doubled for each further one. */
  readonly baseMs: number;
  /** No single wait is longer, in milliseconds. */
  readonly maxMs: number;
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 to 1 that spreads the waits of many clients between half and the whole. */
  jitter(): number;
  /** Whether another attempt may help, and where the service named a wait, how long it is. */
  retryable(error: unknown): boolean | { readonly afterMs: number };
}

/**
 * Calls `attempt` (with 1, 2, …) until it succeeds. Throws the last error when it is not retryable, when the attempts are
 * used up, or when the service asks for a longer wait than `maxMs` (G05: no endless sleep).
 */
export async function retry<T>(attempt: (n: number) => Promise<T>, options: RetryOptions): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt(n);
    } catch (error) {
      const wait = n < options.attempts ? waitBefore(error, n, options) : undefined;
      if (wait === undefined) throw error;
      await options.sleep(wait);
    }
  }
}

/** Milliseconds to wait after attempt `n` failed; undefined if another attempt is not wanted. */
function waitBefore(error: unknown, n: number, options: RetryOptions): number | undefined {
  const verdict = options.retryable(error);
  if (verdict === false) return undefined;
  if (verdict !== true) return verdict.afterMs <= options.maxMs ? Math.max(0, verdict.afterMs) : undefined;
  const whole = Math.min(options.maxMs, options.baseMs * 2 ** (n - 1));
  return Math.round(whole * (0.5 + options.jitter() / 2));
}
