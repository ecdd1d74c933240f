import type { Fault } from "../../kernel/fault.ts";

/** A file that somebody may have signed about the release: its bytes, or why they could not be read. */
export interface GivenStatement {
  readonly file: string;
  readonly bytes: Uint8Array | Fault;
  /** Whether the user named it; else it was found beside the capsule. */
  readonly isNamed: boolean;
}
