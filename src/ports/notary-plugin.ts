/** What a plugin wrote, all of it hostile. */
export interface PluginAnswer {
  /** Exit code. */
  readonly status: number;
  readonly stdout: Uint8Array;
}

/** Runs one command of a plugin once, with a request on standard input. Fault: `program-failed` if it is not there, or does not end. */
export type NotaryPlugin = (command: string, request: string) => Promise<PluginAnswer>;
