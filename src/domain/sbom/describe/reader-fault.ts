import { Fault } from "../../../kernel/fault.ts";
import { FAULT_CODES } from "../../../kernel/fault-codes.ts";

/**
 * What a reader or a library threw over a file, as a fault about that file. Nothing else makes one of what is not a `Fault`, and what
 * is about the machine, as a disk that cannot be read, is thrown on.
 */
export function readerFault(error: unknown): Fault {
  if (error instanceof Fault) {
    if (FAULT_CODES[error.code].exit !== 1) throw error;
    return error;
  }
  return new Fault("sbom-source-malformed", "it is beyond what its reader understands", { cause: error });
}
