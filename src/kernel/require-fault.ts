import { Fault } from "./fault.ts";

/** Throws on whatever is not a fault about what was read or done: a defect is nobody's answer. */
export function requireFault(error: unknown): asserts error is Fault {
  if (!(error instanceof Fault) || error.code === "internal") throw error;
}

/** What `read` gives, or the fault for which it cannot be read. */
export async function orFault<T>(read: () => Promise<T>): Promise<T | Fault> {
  try {
    return await read();
  } catch (error) {
    requireFault(error);
    return error;
  }
}
