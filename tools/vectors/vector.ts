import type { FaultCode } from "../../src/kernel/fault-codes.ts";

/** One capsule and what a reader of the format must say of it. */
export interface Vector {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The fault of this implementation, or undefined where the capsule is to be accepted. */
  readonly code: FaultCode | undefined;
  /** One sentence, without a full stop. */
  readonly why: string;
}
