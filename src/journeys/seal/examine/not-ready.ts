import { Fault } from "../../../kernel/fault.ts";
import type { ExaminedRelease } from "./examine-release.ts";

/** A refusal with all that was found, for whoever shows it as a page. */
export class NotReady extends Fault {
  readonly examined: ExaminedRelease;

  constructor(fault: Fault, examined: ExaminedRelease) {
    super(fault.code, fault.problem, { ...(fault.hint === undefined ? {} : { hint: fault.hint }), cause: fault });
    this.examined = examined;
  }
}
