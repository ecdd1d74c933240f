import { REPOSITORY } from "../../domain/home.ts";
import { Fault } from "../../kernel/fault.ts";

/**
 * What a door reports for anything thrown. An error that is not a fault is a defect of ours; its message may hold what must
 * not be shown, so only its kind is.
 */
export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const kind = error instanceof Error ? error.name : typeof error;
  return new Fault("internal", `the program has a defect (${kind})`, {
    cause: error,
    hint: `run again with CAPSULE_DEBUG=1, read what it shows, and report it at ${REPOSITORY}/issues`,
  });
}
