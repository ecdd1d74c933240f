import { Fault } from "./fault.ts";
import { FAULT_CODES } from "./fault-codes.ts";

/** Whether something was read and refused (exit code 1), as opposed to usage, environment or a defect. */
export function isRefusal(error: unknown): error is Fault {
  return error instanceof Fault && FAULT_CODES[error.code].exit === 1;
}
