/**
 * Runs an action while nobody else on this machine runs one under the same path; what a killed program left there counts no more.
 * Fault: `log-contended` if others take too long.
 */
export type Exclusively = <T>(path: string, action: () => Promise<T>) => Promise<T>;
