import { Fault } from "../../src/kernel/fault.ts";
import type { TamperVerdict } from "./kinds.ts";

/** What an attempt came to: true if it was accepted; an error that is not a fault of ours is a defect, whoever threw it. */
export async function accepts(attempt: () => Promise<boolean>): Promise<boolean | "untyped-error"> {
  try {
    return await attempt();
  } catch (error) {
    return error instanceof Fault && error.code !== "internal" ? false : "untyped-error";
  }
}

/** For what only a reason makes acceptable. */
export function verdictOf(found: boolean | "untyped-error", clause: string | undefined): TamperVerdict {
  if (found === "untyped-error") return found;
  if (!found) return "refused";
  return clause === undefined ? "wrongly-accepted" : "equivalent";
}
