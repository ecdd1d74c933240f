import type { Known } from "../../domain/release/checks/known.ts";
import { Fault } from "../../kernel/fault.ts";
import { FAULT_CODES } from "../../kernel/fault-codes.ts";

/** The answer to a question, or the fault that kept it from being answered. */
export async function ask<T>(source: string, question: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, source, value: await question() };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message, hint, code } = error;
    return {
      known: false,
      source,
      reason: message,
      ...(hint === undefined ? {} : { fix: hint }),
      ...(FAULT_CODES[code].exit === 4 ? { environmentFailed: true } : {}),
    };
  }
}
