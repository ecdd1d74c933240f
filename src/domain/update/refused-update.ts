import { Fault } from "../../kernel/fault.ts";

export function refusedUpdate(problem: string): Fault {
  return new Fault("trust-update-refused", problem);
}
