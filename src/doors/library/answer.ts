import type { Spelling } from "../../kernel/advice.ts";
import { Fault } from "../../kernel/fault.ts";
import { faultJson } from "../../views/fault/fault-json.ts";
import type { Answer, Problem } from "./problem.ts";

/** What `ask` finds, or the fault that it raised; everything else that is thrown is a defect and goes on. */
export async function answer<T extends object>(ask: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, ...(await ask()) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Throws what is not a fault. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof Fault)) throw error;
  const { code, message, hint, exitCode } = faultJson(error, asField);
  return { code, message, hint, exitCode };
}

/** As a field of an order: `trustedRoot`, or `release: tool@1.4.2`. */
export const asField: Spelling = ({ option, value }) => {
  const name = option.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return value === undefined ? name : `${name}: ${value}`;
};
