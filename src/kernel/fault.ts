import type { FaultCode } from "./fault-codes.ts";

/**
 * The only error this code base throws on purpose. Messages are lower case, without a full stop, quote the values they
 * name through `printable`, and never contain tokens or raw input. Rendered only at the doors.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  /** The exact fix, as one sentence or command. */
  readonly hint: string | undefined;

  constructor(code: FaultCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}
