import { Fault } from "../../../kernel/fault.ts";
import type { HttpResponse } from "../../../ports/http.ts";
import { isPassing } from "./release-files.ts";

/** For a request that is sent once: a lost answer resolves to why it was lost. */
export function lost(fault: unknown): Fault {
  if (fault instanceof Fault && isPassing(fault)) return fault;
  throw fault;
}

/** The answer may be lost and the work done, or GitHub was too busy to say more than that. */
export function isUnsettled(answer: HttpResponse | Fault): boolean {
  return answer instanceof Fault || answer.status === 429 || answer.status >= 500;
}
