/** Finds the program of a plugin, by what both contracts say of its place. */
export interface SigningPrograms {
  /** `notation-NAME` in the folder of Notary's plugins, and `sigstore-kms-NAME` on PATH; undefined if it is not there. */
  find(contract: PluginContract, name: string): Promise<SigningProgram | undefined>;
}

export type PluginContract = "notation" | "sigstore-kms";

export interface ProgramCall {
  readonly args: readonly string[];
  readonly input: Uint8Array;
}

/** What the program wrote, all of it hostile. */
export interface ProgramAnswer {
  /** Exit code. */
  readonly status: number;
  readonly stdout: Uint8Array;
  /** May hold anything: it is read as far as a contract says how, and never shown as it is. */
  readonly stderr: string;
}

/**
 * Runs a plugin once, without a shell, with bounded time and output. Fault: `plugin-failed` if it could not be started, ran too long
 * or wrote too much.
 */
export type SigningProgram = (call: ProgramCall) => Promise<ProgramAnswer>;
