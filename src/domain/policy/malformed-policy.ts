import { Fault } from "../../kernel/fault.ts";

/** Why a policy is not one, behind `the policy is malformed: `. */
export function malformedPolicy(problem: string): Fault {
  return new Fault("policy-malformed", `the policy is malformed: ${problem}`);
}
